import { byId } from '../common/dom';

byId('stage').dataset.state = 'loading';
