// Drape spaces in the browser: a mannequin, a wearer standing, and garments draped on her or him at once.

export { Surface } from './correct';
export { type Figure, figure, standing, type Wearer } from './figure';
export { readSpace } from './file';
export { type Fitted, fitted, type Known, LIMITS, Unlikely } from './fitting';
export { type Drape, layered } from './layers';
export { type Mannequin, readMannequin, type Sex } from './mannequin';
export { Space, type Trust } from './space';
export { type Measure, MEASURES, Tapes } from './tapes';
export { Broken } from './unpack';
