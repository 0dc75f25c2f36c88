import { byId } from '../common/dom';

byId('viewer').dataset.state = 'poster';
