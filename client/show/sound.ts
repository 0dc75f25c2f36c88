import { iconButton, setIcon } from '../common/icons';
import type { Say } from '../common/words';
import { Hands } from './hands';
import type { Feature, Moment } from './moment';
import { Music } from './music';
import { gain } from './synth';
import type { Timeline } from './timeline';

const EVERY = 100; // ms between two rounds of scheduling

/** Everything that is heard. Silent until asked; the button stays where it is and says what it would do. */
export class Sound {
  readonly button: HTMLButtonElement;
  private context: AudioContext | null = null;
  private hands: Hands | null = null;
  private music: Music | null = null;
  private master: GainNode | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private clapping = 0;

  constructor(
    private readonly say: Say,
    private readonly timeline: () => Timeline,
    private readonly showTime: () => number,
  ) {
    this.button = iconButton('muted', say('soundOn'), () => void this.toggle());
    this.button.setAttribute('aria-pressed', 'false');
  }

  get on(): boolean {
    return this.timer !== undefined;
  }

  async toggle(): Promise<void> {
    if (this.on) this.silence();
    else await this.begin();
    this.button.setAttribute('aria-pressed', String(this.on));
    setIcon(this.button, this.on ? 'sound' : 'muted', this.say(this.on ? 'soundOff' : 'soundOn'));
  }

  /** One pair of hands, the visitor's own. */
  clap(): void {
    if (this.on) this.hands?.once();
  }

  readonly feature: Feature = (moment: Moment) => {
    this.clapping = moment.clapping;
  };

  private async begin(): Promise<void> {
    if (!this.context || !this.master) {
      this.context = new AudioContext({ latencyHint: 'playback' });
      this.master = gain(this.context, 0, this.context.destination);
      this.music = new Music(this.context, gain(this.context, 0.8, this.master), this.timeline, this.showTime);
      this.hands = new Hands(this.context, this.master);
    }
    await this.context.resume();
    this.master.gain.setTargetAtTime(1, this.context.currentTime, 0.5);
    this.timer = setInterval(() => {
      this.music?.tick();
      this.hands?.hall(this.clapping, EVERY / 1000);
    }, EVERY);
    this.music?.tick();
  }

  private silence(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    if (!this.context || !this.master) return;
    this.master.gain.setTargetAtTime(0, this.context.currentTime, 0.12);
    setTimeout(() => {
      if (this.on) return;
      this.music?.stop();
      void this.context?.suspend();
    }, 700);
  }
}
