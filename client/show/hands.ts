import { random } from './random';
import { gain } from './synth';

const KINDS = 14; // different pairs of hands
const CROWD = 55; // claps a second of a hall beside itself

/** Clapping hands, made of short bursts of filtered noise: one pair near, or a hall of them. */
export class Hands {
  private readonly claps: AudioBuffer[];
  private readonly near: GainNode;
  private readonly far: GainNode;
  private readonly chance = Math.random;

  constructor(
    private readonly context: AudioContext,
    out: AudioNode,
  ) {
    this.claps = Array.from({ length: KINDS }, (_, kind) => clap(context, kind));
    this.near = gain(context, 0.5, out);
    const room = context.createBiquadFilter();
    room.type = 'lowpass';
    room.frequency.value = 3800;
    room.connect(out);
    this.far = gain(context, 0.22, room);
  }

  /** One pair of hands, here. */
  once(): void {
    this.sound(this.context.currentTime + 0.01, 0.7 + 0.3 * this.chance(), this.near, 0);
  }

  /** A hall that claps with `level` 0 to 1 for the next `seconds`. */
  hall(level: number, seconds: number): void {
    const expected = CROWD * level ** 1.5 * seconds;
    const count = Math.floor(expected) + (this.chance() < expected % 1 ? 1 : 0);
    for (let index = 0; index < count; index++) {
      const when = this.context.currentTime + 0.02 + this.chance() * seconds;
      this.sound(when, (0.15 + 0.85 * this.chance() ** 2) * (0.5 + 0.5 * level), this.far, this.chance() * 1.6 - 0.8);
    }
  }

  private sound(when: number, level: number, to: AudioNode, side: number): void {
    const source = this.context.createBufferSource();
    source.buffer = this.claps[Math.floor(this.chance() * KINDS)] as AudioBuffer;
    source.playbackRate.value = 0.85 + 0.3 * this.chance();
    const place = this.context.createStereoPanner();
    place.pan.value = side;
    place.connect(gain(this.context, level, to));
    source.connect(place);
    source.start(when);
  }
}

/** One pair of hands: a burst of noise that rings at the pitch of the hollow between the palms. */
function clap(context: BaseAudioContext, kind: number): AudioBuffer {
  const chance = random('clap', kind);
  const seconds = 0.09;
  const buffer = context.createBuffer(1, Math.ceil(seconds * context.sampleRate), context.sampleRate);
  const data = buffer.getChannelData(0);
  const pitch = 850 + 1500 * chance();
  const decay = 0.009 + 0.011 * chance();
  const step = (2 * Math.PI * pitch) / context.sampleRate;
  const ring = 0.93;
  let before = 0;
  let last = 0;
  let loudest = 0;
  for (let index = 0; index < data.length; index++) {
    const t = index / context.sampleRate;
    const input = (chance() * 2 - 1) * Math.exp(-t / decay) * Math.min(1, t / 0.0008);
    const now = input + 2 * ring * Math.cos(step) * last - ring * ring * before; // a two-pole resonator
    before = last;
    last = now;
    data[index] = now;
    loudest = Math.max(loudest, Math.abs(now));
  }
  for (let index = 0; index < data.length; index++) data[index] = (data[index] as number) / loudest;
  return buffer;
}
