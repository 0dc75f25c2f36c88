import type { State, Timeline } from './timeline';

/** One instant, as every feature of the page sees it. `clapping` is 0 to 1, the hall's own and the viewers'. */
export interface Moment {
  readonly t: number;
  readonly timeline: Timeline;
  readonly state: State;
  readonly clapping: number;
}

/** A feature of the page is told each instant; it compares and does nothing when nothing changed for it. */
export type Feature = (moment: Moment) => void;
