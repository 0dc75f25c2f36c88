import { byId, el } from '../common/dom';
import type { Key, Say } from '../common/words';
import { type Known, LIMITS, type Measure, Unlikely } from '../look/space';
import { type Chart, type Sizes } from './sizes';
import { forget, recall, remember, type Written } from './store';

const LATER = 350; // ms without a keystroke after which the body follows
const MEASURED = ['bust', 'waist', 'hips', 'weight', 'inseam', 'underbust', 'thigh', 'neck', 'upper_arm', 'shoulder', 'arm_length', 'back_length'] as const; // prettier-ignore

/** What she knows of herself, as she writes it; it is kept on this device and goes nowhere from here. */
export class Form {
  private readonly form = byId<HTMLFormElement>('ft-form');
  private readonly error = byId('ft-error');
  private readonly forgetting = byId<HTMLButtonElement>('ft-forget');
  private timer = 0;
  private shown = false;

  /**
   * `told` gets what she knows whenever it changes and is complete, and whether she asked to see it; null when she wants it
   * forgotten.
   */
  constructor(
    private readonly sizes: Sizes,
    private readonly say: Say,
    private readonly told: (known: Known | null, asked: boolean) => Promise<void>,
  ) {
    this.form.hidden = false;
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.show(true);
    });
    this.form.addEventListener('input', (event) => {
      this.arrange((event.target as HTMLInputElement).name);
      clearTimeout(this.timer);
      if (this.shown) this.timer = window.setTimeout(() => this.show(false), LATER);
    });
    this.forgetting.addEventListener('click', () => void this.forget());
    this.arrange('sex');
  }

  /** Fills in what was kept, and shows it. */
  async begin(): Promise<void> {
    const kept = await recall();
    if (!kept) return;
    this.fill(kept);
    this.show(false);
  }

  private get values(): Record<string, string> {
    const out: Record<string, string> = {};
    for (const [name, value] of new FormData(this.form)) if (typeof value === 'string' && value.trim()) out[name] = value.trim();
    return out;
  }

  private fill(written: Written): void {
    const set = (name: string): void => {
      const field = this.form.elements.namedItem(name);
      if (field && 'value' in field) field.value = written[name] ?? '';
    };
    for (const name of ['sex', 'way', 'height', 'age', ...MEASURED]) if (name in written) set(name);
    this.arrange('sex');
    for (const name of ['system', 'label']) {
      if (name in written) set(name);
      this.arrange(name);
    }
    const more = this.form.querySelector('details');
    if (more) more.open = MEASURED.slice(3).some((name) => name in written);
  }

  /** Shows the fields that belong to what was chosen. */
  private arrange(changed: string): void {
    const { way = 'measures', sex = 'f' } = this.values;
    for (const part of this.form.querySelectorAll<HTMLElement>('[data-way]')) part.hidden = part.dataset.way !== way;
    if (!['sex', 'way', 'system'].includes(changed)) return;
    const systems = this.sizes.labels[chartOf(sex)];
    const system = this.form.elements.namedItem('system') as HTMLSelectElement;
    if (changed !== 'system') options(system, Object.keys(systems));
    const label = this.form.elements.namedItem('label') as HTMLSelectElement;
    options(label, (systems[system.value] ?? []).map((one) => one.label)); // prettier-ignore
  }

  /** `asked`: she pressed the button, and is told what is missing. */
  private show(asked: boolean): void {
    const { values } = this;
    let known: Known | null = null;
    try {
      known = this.known(values);
    } catch (error) {
      return this.wrong(error);
    }
    if (!known) {
      if (asked) this.complain(this.say('fitNeeded'));
      return;
    }
    void this.told(known, asked).then(
      () => {
        this.shown = true;
        this.complain('');
        this.forgetting.hidden = false;
        void remember(values);
      },
      (error: unknown) => this.wrong(error),
    );
  }

  /** What the form says, in metres; null while it does not say enough. */
  private known(values: Written): Known | null {
    const sex = values['sex'] === 'm' ? 'm' : 'f';
    const metres = (name: string): number | undefined => {
      const value = values[name];
      return value === undefined ? undefined : Number(value) / (name === 'weight' ? 1 : 100);
    };
    const given = Object.fromEntries(MEASURED.slice(3).flatMap((name) => (values[name] ? [[name, metres(name)]] : [])));
    const height = metres('height');
    const age = values['age'] === undefined ? undefined : Number(values['age']);
    if (age !== undefined && !(age >= 18 && age <= 100)) throw new Error(this.say('fitAge'));
    const rest = { ...given, ...(age !== undefined && { age }) };
    if (values['way'] === 'label') {
      const chart = this.sizes.charts[chartOf(sex)];
      const label = this.sizes.labels[chartOf(sex)][values['system'] ?? '']?.find((one) => one.label === values['label']);
      if (!label) return null;
      const { label: _, size: __, ...girths } = label;
      return { sex, ...girths, ...rest, height: height ?? label.height ?? chart.height };
    }
    const girths = Object.fromEntries(MEASURED.slice(0, 3).flatMap((name) => (values[name] ? [[name, metres(name)]] : [])));
    if (height === undefined || !Object.keys({ ...girths, ...given }).length) return null;
    return { sex, height, ...girths, ...rest };
  }

  private wrong(error: unknown): void {
    if (!(error instanceof Unlikely)) return this.complain(error instanceof Error ? error.message : String(error));
    const { say } = this;
    const named = error.measures.map((name) => say(nameOf(name)));
    if (error.why === 'together') return this.complain(say('fitTogether', { measures: named.join(say('fitComma')) }));
    const [name] = error.measures;
    if (!name) return;
    const scale = name === 'weight' ? 1 : 100;
    const [least, most] = LIMITS[name].map((end) => Math.round(end * scale)) as [number, number];
    this.complain(say('fitOutside', { measure: named[0] ?? name, least, most, unit: name === 'weight' ? 'kg' : 'cm' }));
  }

  private complain(words: string): void {
    this.error.hidden = !words;
    this.error.textContent = words;
  }

  private async forget(): Promise<void> {
    clearTimeout(this.timer);
    await forget();
    this.form.reset();
    this.arrange('sex');
    this.shown = false;
    this.forgetting.hidden = true;
    this.complain('');
    await this.told(null, false);
    this.form.querySelector<HTMLInputElement>('[name=height]')?.focus();
  }
}

export const chartOf = (sex: string): Chart => (sex === 'm' ? 'men' : 'women');
export const nameOf = (measure: Measure): Key => `fit_${measure}`;

function options(select: HTMLSelectElement, names: readonly string[]): void {
  const before = select.value;
  select.replaceChildren(...names.map((name) => el('option', { value: name }, name)));
  if (names.includes(before)) select.value = before;
}
