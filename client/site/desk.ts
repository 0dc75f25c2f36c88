import { localTimes } from './times';

/**
 * The desk on every page: the door beside the rooms opens the desk's own page as a dialog. What is shown is what the
 * server sends, the same part as on that page; without this script the door is a link to it.
 */
const PAUSE = 8000; // ms between looks for a person's answer

export function openDesk(): void {
  const door = document.querySelector<HTMLAnchorElement>('a[data-desk]');
  if (door && typeof HTMLDialogElement !== 'undefined') {
    let desk: Desk | null = null;
    door.setAttribute('aria-haspopup', 'dialog');
    door.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      desk ??= new Desk(door);
      void desk.open();
    });
  }
  for (const place of document.querySelectorAll<HTMLElement>('.desk-page')) if (place.querySelector('[data-desk-part]')) prepare(place);
}

/** Her time zone goes with a question, so that hours can be told in words. */
function prepare(place: HTMLElement): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
  for (const field of place.querySelectorAll<HTMLInputElement>('input[data-zone]')) field.value = zone;
  localTimes();
  if (place.querySelector('.desk-line:lang(zh)')) void import('./chinese');
}

class Desk {
  private readonly dialog = document.createElement('dialog');
  private readonly body = document.createElement('div');
  private waiting = 0;

  constructor(private readonly door: HTMLAnchorElement) {
    const bar = document.createElement('div');
    const title = document.createElement('h2');
    const close = document.createElement('button');
    bar.className = 'desk-bar';
    title.id = 'desk-title';
    title.textContent = door.dataset.title ?? '';
    close.type = 'button';
    close.className = 'desk-close';
    close.textContent = door.dataset.close ?? '';
    close.addEventListener('click', () => this.dialog.close());
    bar.append(title, close);
    this.body.className = 'desk-body';
    this.body.addEventListener('submit', (event) => void this.send(event));
    this.body.addEventListener('keydown', (event) => this.enter(event));
    this.dialog.className = 'desk-dialog';
    this.dialog.setAttribute('aria-labelledby', title.id);
    this.dialog.append(bar, this.body);
    this.dialog.addEventListener('close', () => clearTimeout(this.waiting));
    document.body.append(this.dialog);
  }

  async open(): Promise<void> {
    this.dialog.showModal();
    this.body.setAttribute('aria-busy', 'true');
    await this.fill(fetch(this.door.href, { headers: { 'X-Part': 'desk' } }));
    this.field()?.focus();
  }

  /** Shows what the server answers; a failure leads to the page itself. */
  private async fill(asked: Promise<Response>): Promise<void> {
    try {
      const answer = await asked;
      if (answer.status >= 500 || answer.status === 429 || answer.status === 403) throw new Error(String(answer.status));
      const part = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-desk-part]');
      if (!part) throw new Error('no part');
      this.body.replaceChildren(document.importNode(part, true));
      const lines = this.body.querySelector('.desk-lines');
      lines?.setAttribute('role', 'log');
      lines?.setAttribute('aria-live', 'polite');
      prepare(this.body);
      const last = this.body.querySelector('#last');
      (last?.matches('.desk') ? (last.previousElementSibling ?? last) : last)?.scrollIntoView({ block: 'start' });
    } catch {
      location.assign(this.door.href);
    } finally {
      this.body.removeAttribute('aria-busy');
      this.wait();
    }
  }

  private async send(event: SubmitEvent): Promise<void> {
    const form = (event.target as HTMLElement).closest<HTMLFormElement>('form[data-desk-form]');
    if (!form) return;
    event.preventDefault();
    if (this.body.hasAttribute('aria-busy')) return;
    const data = new FormData(form, event.submitter);
    this.body.setAttribute('aria-busy', 'true');
    await this.fill(fetch(form.action, { method: 'POST', body: data, headers: { 'X-Part': 'desk' } }));
    this.field()?.focus({ preventScroll: true });
  }

  /** Enter sends; with shift it begins a new line; while an input method composes, it belongs to that. */
  private enter(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.target !== this.field()) return;
    event.preventDefault();
    this.field()?.form?.requestSubmit();
  }

  private wait(): void {
    clearTimeout(this.waiting);
    if (!this.dialog.open || !this.part()?.dataset.waits) return;
    this.waiting = window.setTimeout(() => void this.look(), PAUSE);
  }

  /** Whether a person said something meanwhile; what she is writing stays. */
  private async look(): Promise<void> {
    const written = this.field()?.value ?? '';
    try {
      const answer = await fetch(this.door.href, { headers: { 'X-Part': 'desk' } });
      const text = answer.ok ? await answer.text() : '';
      const part = new DOMParser().parseFromString(text, 'text/html').querySelector<HTMLElement>('[data-desk-part]');
      if (part && part.dataset.count !== this.part()?.dataset.count) {
        await this.fill(Promise.resolve(new Response(text)));
        const field = this.field();
        if (field) field.value = written;
        return;
      }
    } catch {
      // the next look may find it
    }
    this.wait();
  }

  private part(): HTMLElement | null {
    return this.body.querySelector<HTMLElement>('[data-desk-part]');
  }

  private field(): HTMLTextAreaElement | null {
    return this.body.querySelector<HTMLTextAreaElement>('textarea[name="question"]');
  }
}
