import { MathUtils, Vector3 } from 'three';
import { shot } from '../camera';
import type { Frame } from '../types';
import { type Aimed, aimed } from './aim';
import { Panel } from './panel';
import { fonts, type Print } from './paper';
import { Pointer } from './pointer';
import type { Presence, Room } from './presence';
import { SEATS, take, turn, yawOf } from './seat';

/** What a visitor in a seat can do besides looking. */
export interface Deeds {
  /** Takes the card of a look into the other hand; null puts it away. */
  hold(look: string | null): void;
  /** Goes to another seat. */
  move(): void;
  leave(): void;
}

/** What a show lends to a seat in its hall. */
export interface Evening {
  /** What is on the runway at this instant. Asked each frame, it is what keeps the page's show going. */
  frame(): Frame;
  /** Different whenever the card or the programme must be printed anew. */
  stamp(): string;
  card(look: string, deeds: Deeds): Print | null;
  programme(deeds: Deeds): Print;
}

const CARD = 0.21; // metres wide
const PROGRAMME = 0.3;
const ABOVE = 0.2; // metres from a hand to the middle of the card it holds
const BELOW = 0.26; // metres from the eyes down to its middle, at least
const AWAY = 0.62; // metres before her, at least: beyond the hand that points at it
const ASIDE = MathUtils.degToRad(28); // from the look whose card it is, so that it never covers her
const BEFORE = new Vector3(0, -0.3, -0.6); // where a card stands that no hand can hold, from the head
const LAP = new Vector3(0, -0.46, -0.52); // where the programme lies, from the head
const ROOMY = 1.6; // metres round a seat that guests leave free: nobody's knees are in the picture
const STEP = MathUtils.degToRad(30);
const UP = new Vector3(0, 1, 0);
const [PUSHED, LET_GO] = [0.7, 0.3]; // of a thumbstick's way

/** A visitor in the front row: looks about, points at a look, holds its card. */
export class Visit implements Presence {
  /** The look whose card is held. */
  held: string | null = null;
  private room: Room | undefined;
  private pointers: Pointer[] = [];
  private readonly card = new Panel(CARD);
  private readonly programme = new Panel(PROGRAMME);
  private hand: Pointer | null = null;
  /** How far about the head the card is from the hand that holds it; where it may be, and on which side of the look that is. */
  private aside = 0;
  private beside = 0;
  private inwards = 1;
  private seat = -1;
  private stamp = '';
  private resting = true;
  private frame: Frame = { t: 0, walkers: [], lights: 0, applause: 0 };
  private readonly deeds: Deeds = {
    hold: (look) => this.hold(look, null),
    move: () => this.sit(this.seat + 1),
    leave: () => void this.room?.session.end(),
  };

  constructor(private readonly evening: Evening) {}

  /** Which seat the visitor has; -1 before the headset knows where it is. */
  get seated(): number {
    return this.seat;
  }

  async begin(room: Room): Promise<void> {
    this.room = room;
    this.pointers = [0, 1].map((index) => new Pointer(room.renderer.xr, index, room.rig, (by) => this.press(by)));
    room.rig.add(this.card.mesh, this.programme.mesh);
    room.renderer.xr.getReferenceSpace()?.addEventListener('reset', this.realign);
    await fonts();
  }

  private readonly realign = (): void => this.sit(this.seat);

  show(): { frame: Frame; shot: ReturnType<typeof shot> } {
    const { room } = this;
    this.frame = this.evening.frame();
    if (room) {
      if (this.seat < 0) this.sit(0);
      this.steer();
      this.print();
      for (const pointer of this.pointers) this.follow(pointer, room);
      this.carry(room);
    }
    const taken = shot('front-row', this.frame, 1, false, false, room?.heightOf);
    return { frame: this.frame, shot: taken };
  }

  private sit(seat: number): void {
    const { room } = this;
    if (!room) return;
    this.seat = seat % SEATS.length;
    const place = SEATS[this.seat] as (typeof SEATS)[number];
    take(place, room.rig, room.head);
    room.world.keepFree(place.x, place.z, ROOMY);
    room.renderer.xr.updateCamera(room.head);
    this.lay(this.programme, LAP, room);
    this.programme.mesh.rotateX(-0.5);
    if (!this.hand) this.lay(this.card, BEFORE, room);
  }

  /** Puts paper where it is from the head, upright and turned to it. */
  private lay({ mesh }: Panel, from: Vector3, { head }: Room): void {
    mesh.position.copy(from).applyAxisAngle(UP, yawOf(head.quaternion)).add(head.position);
    mesh.rotation.set(0, yawOf(head.quaternion), 0);
  }

  /** Prints what has changed. */
  private print(): void {
    const stamp = `${this.evening.stamp()} ${this.held}`;
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    this.card.show(this.held === null ? null : this.evening.card(this.held, this.deeds));
    this.programme.show(this.held === null ? this.evening.programme(this.deeds) : null); // it would lie over the buttons of the card
  }

  /** What a pointer is on: paper before looks. */
  private target(pointer: Pointer, { heightOf }: Room): { readonly distance: number; readonly aim: Aimed | null } | null {
    for (const panel of [this.card, this.programme]) {
      const met = pointer === this.hand && panel === this.card ? null : panel.meets(pointer.ray);
      if (met) return { distance: met.distance, aim: null };
    }
    const aim = aimed(pointer.ray, this.frame.walkers, heightOf);
    return aim && { distance: aim.distance, aim };
  }

  private follow(pointer: Pointer, room: Room): void {
    pointer.aim();
    const target = pointer.points ? this.target(pointer, room) : null;
    pointer.draw(target?.distance ?? null, room.head.getWorldPosition(new Vector3()));
    for (const panel of [this.card, this.programme]) this.mark(panel);
  }

  /** A button is ink while any hand points at it. */
  private mark(panel: Panel): void {
    const buttons = this.pointers.map((one) => (one.points && one !== this.hand ? panel.meets(one.ray)?.button : null));
    panel.point(buttons.find(Boolean) ?? null);
  }

  /** The trigger, or a pinch: presses a button, or takes the card of the look pointed at. */
  private press(by: Pointer): void {
    const { room } = this;
    if (!room) return;
    for (const panel of [this.card, this.programme]) {
      const met = by === this.hand && panel === this.card ? null : panel.meets(by.ray);
      if (!met) continue;
      met.button?.run();
      if (met.button) by.buzz();
      return;
    }
    const aim = aimed(by.ray, this.frame.walkers, room.heightOf);
    if (!aim) return;
    by.buzz();
    this.hold(aim.look, by);
  }

  /** The card goes into the hand that did not point; where there is only one, it stands before the visitor. */
  private hold(look: string | null, by: Pointer | null): void {
    this.held = look;
    const other = by ? this.pointers.find((one) => one !== by) : this.pointers.find((one) => one.source?.handedness === 'left');
    this.hand = look !== null && other?.source && other.grip.visible ? other : null;
    if (look === null || !this.room) return;
    const { head } = this.room;
    const ahead = this.bearing(look, this.room);
    const held = this.hand && bearingFrom(head.position, this.hand.grip.position);
    const apart = held === null ? 0 : wrapped(held - ahead);
    // away from the look already, or on that side of it on which one looks straight ahead
    this.inwards = Math.abs(apart) >= ASIDE ? Math.sign(apart) : wrapped(ahead + yawOf(head.quaternion)) < 0 ? 1 : -1;
    const beside = (this.beside = ahead + this.inwards * ASIDE);
    if (held !== null) {
      this.aside = this.inwards * wrapped(held - beside) >= 0 ? 0 : wrapped(beside - held);
    } else {
      this.card.mesh.position.copy(BEFORE).applyAxisAngle(UP, -beside).add(head.position);
      this.card.mesh.rotation.set(0, -beside, 0);
    }
  }

  /** Which way a look is from the head, about the vertical in the visitor's room, radians to the right of -Z. */
  private bearing(look: string, { rig, head }: Room): number {
    const walker = this.frame.walkers.find((one) => one.look === look);
    return walker ? bearingFrom(head.position, rig.worldToLocal(new Vector3(walker.x, 1, walker.z))) : -yawOf(head.quaternion);
  }

  /** The card stays over the hand that holds it, beside the look and below the eyes. */
  private carry({ rig, head }: Room): void {
    if (!this.hand || !this.card.shown) return;
    if (!this.hand.source) this.hand = null; // put down: it stays where it was let go
    else {
      const { mesh } = this.card;
      const { position } = this.hand.grip;
      const over = this.inwards * wrapped(bearingFrom(head.position, position) + this.aside - this.beside); // never back over the look
      const turned = this.aside - this.inwards * Math.min(0, over);
      const reach = Math.max(1, AWAY / Math.hypot(position.x - head.position.x, position.z - head.position.z));
      mesh.position.copy(position).sub(head.position).applyAxisAngle(UP, -turned);
      mesh.position.set(reach * mesh.position.x, mesh.position.y, reach * mesh.position.z).add(head.position);
      mesh.position.y = Math.min(mesh.position.y + ABOVE, head.position.y - BELOW);
      rig.updateMatrixWorld();
      mesh.lookAt(head.getWorldPosition(new Vector3()));
    }
  }

  /** A thumbstick to the side turns the room; pushed forward it is another seat. */
  private steer(): void {
    const { room } = this;
    if (!room) return;
    let [x, y] = [0, 0];
    for (const { source } of this.pointers) {
      const axes = source?.gamepad?.axes ?? [];
      if (Math.abs(axes[2] ?? 0) > Math.abs(x)) x = axes[2] ?? 0;
      if (Math.abs(axes[3] ?? 0) > Math.abs(y)) y = axes[3] ?? 0;
    }
    const push = Math.max(Math.abs(x), Math.abs(y));
    if (push < LET_GO) this.resting = true;
    if (!this.resting || push < PUSHED) return;
    this.resting = false;
    if (Math.abs(x) >= Math.abs(y)) turn(-Math.sign(x) * STEP, room.rig, room.head);
    else if (y < 0) this.sit(this.seat + 1);
  }

  end(): void {
    const { room } = this;
    room?.renderer.xr.getReferenceSpace()?.removeEventListener('reset', this.realign);
    room?.world.keepFree(0, 0, 0);
    for (const pointer of this.pointers) pointer.dispose();
    this.card.dispose();
    this.programme.dispose();
    this.room = undefined;
  }
}

/** Which way `to` is from `from` about the vertical, radians to the right of -Z. */
const bearingFrom = (from: Vector3, to: Vector3): number => Math.atan2(to.x - from.x, -(to.z - from.z));

const wrapped = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));
