// Drape spaces in the browser: a mannequin, a wearer standing, and garments draped on her or him at once.

export { Surface } from './correct';
export { standing, type Wearer } from './figure';
export { readSpace } from './file';
export { type Drape, layered } from './layers';
export { type Mannequin, readMannequin } from './mannequin';
export { Space, type Trust } from './space';
export { Broken } from './unpack';
