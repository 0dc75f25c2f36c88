import '@fontsource-variable/bodoni-moda';
import '@fontsource-variable/bodoni-moda/wght-italic.css';
import '@fontsource-variable/inter';
import './styles/index.css';
import { interactions } from '../common/interactions';
import { dismissForms } from './dismiss';
import { keepForms } from './keep';
import { submitOnChange } from './change';
import { localTimes } from './times';
import { awaitPosters, awaitUpload } from './waiting';

if (document.documentElement.lang.startsWith('zh')) void import('./chinese');
interactions.start();
keepForms();
dismissForms();
localTimes();
submitOnChange();
awaitPosters();
awaitUpload();
