import type { Sight } from './sight';
import type { Dye } from './dye';
import type { Presence } from './xr/presence';

/** What a page hands to the stage, and what it gets back. Metres, seconds, radians; +Z is where the runway leads. */

import type { GLTF } from 'three/addons/loaders/GLTFLoader.js';

export type Quality = 'high' | 'low';
/** Where it is: on the runway; in the photographer's studio; in the fitting room, its paper as pale as the page, she nearer. */
export type Hall = 'runway' | 'studio' | 'fitting';
/** What a map of the fit shows: how near the cloth lies to the skin, or how far it is stretched. */
export type Charted = 'tightness' | 'strain';
export type CameraName = 'front-row' | 'pit' | 'overhead' | 'orbit';

/** One model on the floor: `heading` 0 walks towards the photographers (+Z); `at` (0 to 1) is how far it is through `clip`. */
export interface Walker {
  readonly look: string;
  readonly x: number;
  readonly z: number;
  readonly heading: number;
  readonly clip: string;
  readonly at: number;
}

/** A movement of a look, as its file says it: seconds, and the radians it turns, evenly sampled (empty for none). */
export interface Clip {
  readonly seconds: number;
  readonly loop: boolean;
  readonly yaw: readonly number[];
}

/** Everything that changes from one instant of the show to the next. */
export interface Frame {
  readonly t: number;
  readonly walkers: readonly Walker[];
  readonly lights: number;
  readonly applause: number;
  readonly flash?: number;
}

export interface StageOptions {
  readonly quality: Quality;
  readonly reducedMotion: boolean;
  readonly hall: Hall;
  readonly guestsUrl?: string | undefined;
}

/** What hangs in a place of the hall: a picture, and the word that says that it is sponsored. */
export interface Board {
  readonly place: 'hall/back-wall' | 'hall/step-and-repeat' | 'hall/seats';
  readonly image: CanvasImageSource;
  readonly label: string;
}

export interface PhotoOptions {
  readonly samples?: number;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Which point of which cloth each pixel of a small picture shows. `at`: four numbers a pixel, rows from the bottom up: where that point is
 * in the look's first pose, metres, and the number of its garment, from 1 (0: no cloth there). The same point of the same
 * garment has the same numbers however the look moves and is seen.
 */
export interface Addresses {
  readonly width: number;
  readonly height: number;
  readonly at: Float32Array;
  readonly garments: readonly string[];
}

export interface StageInfo {
  readonly calls: number;
  readonly triangles: number;
  readonly width: number;
  readonly height: number;
}

export interface Stage {
  /**
   * Fetches a look and prepares it; until it resolves, a walker wearing it is simply not drawn. Of a look in levels of detail
   * (`….near.glb`) the smallest comes first; `sharper` is called when a better one has taken its place.
   */
  load(slug: string, glbUrl: string, sharper?: () => void): Promise<void>;
  /**
   * Puts on stage what the page makes itself, in place of what stood there under that name. `make` is called again
   * whenever it is drawn in another quality.
   */
  wear(slug: string, make: () => Promise<GLTF>): Promise<void>;
  /** Dyes a garment of a loaded look in another colour; null: as its file has it. */
  dye(slug: string, dye: Dye | null): Promise<void>;
  /** Colours the cloth by how it fits, where its file says so, instead of by its dye. */
  chart(what: Charted | null): void;
  /**
   * Brings the movements of a loaded look that are not in its own file. Until they are there, it walks in their stead; a look on the
   * runway fetches them by itself. Rejects when they cannot be had (yet).
   */
  moves(slug: string): Promise<void>;
  /** Resolves when the loaded looks of a frame are as good as they will get, and can do what it asks of them. */
  settled(frame: Frame): Promise<void>;
  unload(slug: string): void;
  /** The movements of a loaded look by name; none of one that is not loaded. */
  clips(slug: string): Readonly<Record<string, Clip>>;
  /** Draws one live frame; may lower the resolution when the machine falls behind. */
  render(frame: Frame, camera: CameraName): void;
  /** Draws one frame at full resolution: the same input gives the same pixels. */
  renderAt(frame: Frame, camera: CameraName): void;
  /** A still of many samples: soft shadows, depth of field, glossy floor. Rejects with `AbortError` when cancelled. */
  photo(frame: Frame, camera: CameraName, options?: PhotoOptions): Promise<Blob>;
  setQuality(quality: Quality): Promise<void>;
  /**
   * Draws in an immersive session instead of on the canvas, until the session ends: `presence` says what is seen and what can be done.
   * Rejects, the session ended, when it cannot be drawn.
   */
  immerse(session: XRSession, presence: Presence): Promise<void>;
  setReducedMotion(reduced: boolean): void;
  attachOrbit(element: HTMLElement): void;
  /** Hangs boards in the hall, in place of those that hung there. */
  hang(boards: readonly Board[]): void;
  /** How each panel of each place was seen in the last picture. */
  sights(frame: Frame): ReadonlyMap<Board['place'], readonly Sight[]>;
  /** The look that the last picture was of, seen near its centre and large; null when there is none. */
  gazed(frame: Frame): string | null;
  /** The cloth of a look as it was drawn last, `width` pixels wide; null before that, and where the card cannot tell. */
  addresses(slug: string, width: number): Addresses | null;
  resize(width: number, height: number, dpr: number): void;
  info(): StageInfo;
  dispose(): void;
}
