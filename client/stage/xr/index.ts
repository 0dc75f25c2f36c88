export { fonts, type Print } from './paper';
export type { Presence, Room } from './presence';
export { type Deeds, type Evening, Visit } from './visit';
