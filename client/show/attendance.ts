import { Attention } from '../common/attention';
import type { Feature } from './moment';

const IDLE = 600_000; // ms: who watches a show sits still; who has left the room gives no sign for longer
const LEAST = 5; // seconds that are attendance
const LONGEST = 7200;

/** How long a show was watched: while it is on, in sight, and time runs; and while `allowed`. */
export class Attendance {
  private watched = 0;
  private last = 0;
  private at = 0;

  constructor(
    private readonly allowed: () => boolean,
    private readonly tell: (seconds: number) => void,
    private readonly attention: Attention = new Attention(IDLE).follow(),
  ) {}

  /** `t` below 0: it has not begun. */
  readonly feature: Feature = ({ t }) => {
    const now = this.attention.ms;
    if (t >= 0 && t !== this.at && this.allowed()) this.watched += now - this.last;
    [this.last, this.at] = [now, t];
  };

  leave(): void {
    const seconds = Math.round(this.watched / 100) / 10;
    if (seconds < LEAST) return;
    this.tell(Math.min(LONGEST, seconds));
    this.watched = 0;
  }
}
