import { Matrix4, Quaternion, Vector3 } from 'three';

const LEVEL = 0.8; // cosine of how far a floor may lean
const Y = new Vector3(0, 1, 0);

/** A place on the floor of the visitor's room, and the result that found it. */
export interface Spot {
  readonly at: Vector3;
  readonly hit: XRHitTestResult;
}

/** Looks for the floor: along what a hand points at when there is one, else straight ahead of the head. */
export class Floor {
  private readonly sources = new Map<XRInputSource | null, XRHitTestSource>();
  private over = false;

  constructor(
    private readonly session: XRSession,
    private readonly space: XRReferenceSpace,
  ) {
    session.addEventListener('inputsourceschange', this.changed);
    void session.requestReferenceSpace('viewer').then((viewer) => this.seek(null, viewer));
    for (const source of session.inputSources) this.take(source);
  }

  private readonly changed = ({ added, removed }: XRInputSourcesChangeEvent): void => {
    for (const source of removed) {
      this.sources.get(source)?.cancel();
      this.sources.delete(source);
    }
    for (const source of added) this.take(source);
  };

  private take(source: XRInputSource): void {
    if (source.targetRayMode === 'tracked-pointer') void this.seek(source, source.targetRaySpace);
  }

  private async seek(source: XRInputSource | null, space: XRSpace): Promise<void> {
    const found = await this.session.requestHitTestSource?.({ space });
    if (!found) return;
    if (this.over) found.cancel();
    else this.sources.set(source, found);
  }

  /** Where the floor is that is pointed at; the right hand counts before the left, hands before the head. */
  spot(frame: XRFrame): Spot | null {
    const order = [...this.sources].sort(([a], [b]) => rank(a) - rank(b));
    for (const [, source] of order) {
      for (const hit of frame.getHitTestResults(source)) {
        const pose = hit.getPose(this.space);
        if (!pose) continue;
        const turn = new Quaternion().setFromRotationMatrix(new Matrix4().fromArray(pose.transform.matrix));
        const { x, y, z } = pose.transform.position;
        if (Y.clone().applyQuaternion(turn).y > LEVEL) return { at: new Vector3(x, y, z), hit };
      }
    }
    return null;
  }

  dispose(): void {
    this.over = true;
    this.session.removeEventListener('inputsourceschange', this.changed);
    for (const source of this.sources.values()) {
      try {
        source.cancel();
      } catch {
        // the session that is over has cancelled it
      }
    }
    this.sources.clear();
  }
}

const rank = (source: XRInputSource | null): number => (source ? (source.handedness === 'right' ? 0 : 1) : 2);
