import { PerspectiveCamera, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import type { Shot } from './camera';

/** Free orbit round the look on stage: the visitor's hand turns it, the look carries it along. */
export class Orbit {
  private readonly hand = new PerspectiveCamera(32);
  private controls: OrbitControls | undefined;
  private readonly centre = new Vector3(0, 0.95, 0);
  private started = false;

  attach(element: HTMLElement, inStudio: boolean): void {
    this.controls?.dispose();
    const controls = new OrbitControls(this.hand, element);
    controls.enablePan = false;
    controls.minDistance = inStudio ? 0.7 : 1.4;
    controls.maxDistance = inStudio ? 6.5 : 9;
    controls.minPolarAngle = 0.35;
    controls.maxPolarAngle = 1.62;
    this.controls = controls;
  }

  /** `shot` seen from where the visitor has turned to; the first one begins at the shot itself. */
  turn(shot: Shot): Shot {
    const { hand, controls, centre } = this;
    const target = new Vector3(shot.focus.x, shot.target.y, shot.focus.z);
    if (!this.started) {
      this.started = true;
      hand.position.copy(shot.position);
      centre.copy(target);
    }
    hand.position.add(target).sub(centre);
    centre.copy(target);
    if (controls) {
      controls.target.copy(centre);
      controls.update();
    }
    hand.position.y = Math.max(0.12, hand.position.y);
    const near = hand.position.distanceTo(centre);
    const rise = Math.max(0, Math.min(1, (2.6 - near) / 1.9)) * 0.42; // come close and the gaze rises from waist to face
    return { ...shot, position: hand.position.clone(), target: centre.clone().setY(centre.y + rise), shift: [0, 0], roll: 0 };
  }

  dispose(): void {
    this.controls?.dispose();
  }
}
