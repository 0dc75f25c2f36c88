import type { Group, PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import type { HeightOf, Shot } from '../camera';
import type { Frame } from '../types';
import type { World } from '../world';

/** The visitor's own room within the hall: what is put into `rig` is measured from the visitor's floor, in metres. */
export interface Room {
  readonly session: XRSession;
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  readonly world: World;
  readonly rig: Group;
  /** Stands in `rig` where the visitor's head is. */
  readonly head: PerspectiveCamera;
  readonly heightOf: HeightOf;
}

/** What happens while a headset, or a phone held up, shows the stage. One presence is one session. */
export interface Presence {
  /** Once, when the session has begun: `room` is what there is to work with. */
  begin(room: Room): void | Promise<void>;
  /** Each frame: what the stage shows, and the light it is shown in. */
  show(now: number, xr: XRFrame): { readonly frame: Frame; readonly shot: Shot };
  /** Once, when the session is over: gives back all that it took. */
  end(): void;
}

/** The eyes of the headset, standing in the hall. */
export const eyesOf = (renderer: WebGLRenderer): readonly PerspectiveCamera[] => renderer.xr.getCamera().cameras as PerspectiveCamera[];
