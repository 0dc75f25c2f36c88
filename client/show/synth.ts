import { random } from './random';
import type { Note } from './score';

const hertz = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12);

/** The instruments: a handful of oscillators and one buffer of noise, mixed dry and through a hall of 2.6 s. */
export class Synth {
  readonly dry: GainNode;
  readonly hall: GainNode;
  private readonly pads: GainNode;
  private readonly noise: AudioBuffer;
  private readonly playing = new Set<AudioScheduledSourceNode>();

  constructor(
    readonly context: BaseAudioContext,
    out: AudioNode,
    seed: string,
  ) {
    const master = context.createDynamicsCompressor();
    master.threshold.value = -12;
    master.ratio.value = 3;
    master.attack.value = 0.008;
    master.release.value = 0.18;
    master.connect(out);
    this.dry = gain(context, 0.9, master);
    const reverb = context.createConvolver();
    reverb.buffer = hall(context, seed);
    reverb.connect(gain(context, 0.5, master));
    this.hall = gain(context, 1, reverb);
    this.pads = gain(context, 1, this.dry);
    this.pads.connect(gain(context, 0.7, this.hall));
    this.noise = noise(context, 2, seed);
  }

  /** Sounds a note at `when` (the context's clock, s); a beat lasts `beat` seconds. */
  play(note: Note, when: number, beat: number): void {
    this[note.voice](note, when, note.length * beat, note.level);
  }

  /** Ends everything that sounds or is about to. */
  silence(): void {
    for (const source of this.playing) source.stop();
    this.playing.clear();
  }

  protected kick(_: Note, when: number, __: number, level: number): void {
    const body = this.tone('sine', 46, when, 0.42);
    body.frequency.setValueAtTime(150, when);
    body.frequency.exponentialRampToValueAtTime(46, when + 0.075);
    body.connect(this.pulse(when, level * 0.56, 0.002, 0.34, this.dry));
    const click = this.grain(when, 0.03);
    click.connect(filter(this.context, 'lowpass', 1800, 0.7, this.pulse(when, level * 0.09, 0.001, 0.02, this.dry)));
    // The pads make room for the foot.
    this.pads.gain.setTargetAtTime(0.52, when, 0.012);
    this.pads.gain.setTargetAtTime(1, when + 0.11, 0.11);
  }

  protected sub(note: Note, when: number, length: number, level: number): void {
    const long = length > 1;
    const [loud, rise, fall] = long ? [0.15, 0.8, 1.2] : [0.26, 0.012, 0.07];
    const envelope = this.swell(when, length, level * loud, rise, fall, this.dry);
    const low = this.tone('sine', hertz(note.pitch), when, length + 1.3);
    low.connect(envelope);
    const colour = this.tone('triangle', hertz(note.pitch + 12), when, length + 1.3);
    colour.connect(filter(this.context, 'lowpass', 260, 0.7, gain(this.context, 0.3, envelope)));
  }

  protected rim(_: Note, when: number, __: number, level: number): void {
    const hit = this.grain(when, 0.12);
    const out = this.pulse(when, level * 0.45, 0.001, 0.075, this.dry);
    out.connect(gain(this.context, 0.5, this.hall));
    hit.connect(filter(this.context, 'bandpass', 1750, 1.4, out));
    const wood = this.tone('triangle', 420, when, 0.08);
    wood.connect(this.pulse(when, level * 0.06, 0.001, 0.04, this.dry));
  }

  protected hat(_: Note, when: number, __: number, level: number): void {
    const hit = this.grain(when, 0.08);
    hit.connect(filter(this.context, 'highpass', 8200, 0.8, this.pulse(when, level * 0.24, 0.001, 0.035, this.dry)));
  }

  protected open(_: Note, when: number, length: number, level: number): void {
    const hit = this.grain(when, length + 0.2);
    hit.connect(filter(this.context, 'highpass', 7200, 0.8, this.pulse(when, level * 0.2, 0.002, length, this.dry)));
  }

  protected pad(note: Note, when: number, length: number, level: number): void {
    const envelope = this.swell(when, length, level * 0.056, 1.1, 1.9, this.pads);
    const tone = filter(this.context, 'lowpass', 520, 0.6, envelope);
    tone.frequency.setValueAtTime(480, when);
    tone.frequency.linearRampToValueAtTime(980, when + length * 0.55);
    tone.frequency.linearRampToValueAtTime(480, when + length + 1.8);
    for (const cents of [-7, 6]) {
      const voice = this.tone('sawtooth', hertz(note.pitch), when, length + 2);
      voice.detune.value = cents;
      voice.connect(tone);
    }
  }

  protected pluck(note: Note, when: number, _: number, level: number): void {
    const out = this.pulse(when, level * 0.2, 0.003, 0.62, this.dry);
    out.connect(gain(this.context, 0.9, this.hall));
    const carrier = this.tone('sine', hertz(note.pitch), when, 0.9);
    const colour = this.tone('sine', hertz(note.pitch) * 2.01, when, 0.9);
    const depth = this.pulse(when, hertz(note.pitch) * 1.4, 0.001, 0.16, carrier.frequency);
    colour.connect(depth);
    carrier.connect(out);
  }

  protected air(_: Note, when: number, length: number, level: number): void {
    const wind = this.grain(when, length + 0.4);
    const envelope = this.swell(when, length, level * 0.16, length * 0.92, 0.3, this.hall);
    const tone = filter(this.context, 'bandpass', 500, 0.9, envelope);
    tone.frequency.setValueAtTime(400, when);
    tone.frequency.exponentialRampToValueAtTime(5200, when + length);
    wind.connect(tone);
  }

  private tone(kind: OscillatorType, frequency: number, when: number, length: number): OscillatorNode {
    const tone = this.context.createOscillator();
    tone.type = kind;
    tone.frequency.value = frequency;
    return this.run(tone, when, length);
  }

  private grain(when: number, length: number): AudioBufferSourceNode {
    const source = this.context.createBufferSource();
    source.buffer = this.noise;
    source.loop = true;
    return this.run(source, when, length);
  }

  private run<T extends AudioScheduledSourceNode>(source: T, when: number, length: number): T {
    source.start(when);
    source.stop(when + length);
    this.playing.add(source);
    source.onended = () => this.playing.delete(source);
    return source;
  }

  private pulse(when: number, level: number, attack: number, decay: number, to: AudioNode | AudioParam): GainNode {
    const envelope = gain(this.context, 0, to);
    envelope.gain.setValueAtTime(0, when);
    envelope.gain.linearRampToValueAtTime(level, when + attack);
    envelope.gain.setTargetAtTime(0, when + attack, decay / 3);
    return envelope;
  }

  private swell(when: number, length: number, level: number, rise: number, fall: number, to: AudioNode): GainNode {
    const envelope = gain(this.context, 0, to);
    const top = Math.min(rise, length * 0.95);
    envelope.gain.setValueAtTime(0, when);
    envelope.gain.linearRampToValueAtTime(level, when + top);
    envelope.gain.setValueAtTime(level, when + length);
    envelope.gain.linearRampToValueAtTime(0, when + length + fall);
    return envelope;
  }
}

export function gain(context: BaseAudioContext, level: number, to: AudioNode | AudioParam): GainNode {
  const node = context.createGain();
  node.gain.value = level;
  if (to instanceof AudioParam) node.connect(to);
  else node.connect(to);
  return node;
}

function filter(
  context: BaseAudioContext,
  type: BiquadFilterType,
  frequency: number,
  q: number,
  to: AudioNode,
): BiquadFilterNode {
  const node = context.createBiquadFilter();
  node.type = type;
  node.frequency.value = frequency;
  node.Q.value = q;
  node.connect(to);
  return node;
}

function noise(context: BaseAudioContext, seconds: number, seed: string): AudioBuffer {
  const chance = random('noise', seed);
  const buffer = context.createBuffer(1, seconds * context.sampleRate, context.sampleRate);
  const data = buffer.getChannelData(0);
  for (let index = 0; index < data.length; index++) data[index] = chance() * 2 - 1;
  return buffer;
}

/** The echo of a large dark room: noise that dies by 60 dB in 2.6 s, duller as it dies. */
function hall(context: BaseAudioContext, seed: string): AudioBuffer {
  const seconds = 2.6;
  const buffer = context.createBuffer(2, seconds * context.sampleRate, context.sampleRate);
  for (let channel = 0; channel < 2; channel++) {
    const chance = random('hall', seed, channel);
    const data = buffer.getChannelData(channel);
    let smooth = 0;
    for (let index = 0; index < data.length; index++) {
      const t = index / context.sampleRate;
      const dull = 0.25 + 0.7 * (t / seconds);
      smooth = smooth * dull + (chance() * 2 - 1) * (1 - dull);
      data[index] = smooth * 10 ** ((-3 * t) / seconds) * Math.min(1, t / 0.012);
    }
  }
  return buffer;
}
