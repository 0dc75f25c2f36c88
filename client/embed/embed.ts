import looks from '../look/look.css?inline';
import frame from './embed.css?inline';
import { el } from '../common/dom';
import { icon } from '../common/icons';
import { canDraw, chooseQuality } from '../common/quality';
import { type Say, words } from '../common/words';
import { Viewer } from '../look/viewer';
import { type Told, told } from './told';

const HOUSE = new URL(import.meta.url).origin; // whose look it is, whichever page shows it

/**
 * `<frontrow-look look="serein-03" lang="en">`: a look of this house on any page, its picture first, in the round when
 * asked for (or at once with `view="now"`). What stands inside the element is shown until then, and if it cannot be had.
 */
class FrontRowLook extends HTMLElement {
  static readonly observedAttributes = ['look', 'lang'];
  private asked = '';

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const sheets = [looks, frame].map((text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        return sheet;
      });
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = sheets;
    }
    void this.show();
  }

  attributeChangedCallback(): void {
    if (this.shadowRoot) void this.show();
  }

  /** Shows the look that is named now; an answer for one that was named before comes too late. */
  private async show(): Promise<void> {
    const language = (this.lang || document.documentElement.lang || 'en').toLowerCase();
    const code = language.startsWith('zh') ? 'zh-hans' : 'en';
    const asked = `${code} ${this.getAttribute('look') ?? ''}`;
    if (asked === this.asked) return;
    this.asked = asked;
    try {
      const [say, look] = await Promise.all([words(code), told(HOUSE, this.getAttribute('look') ?? '', code)]);
      if (asked === this.asked) this.fill(look, code, say);
    } catch (error) {
      console.warn(error);
      this.asked = '';
      this.dataset['state'] = 'away';
      this.shadowRoot?.replaceChildren(el('slot'));
    }
  }

  private fill(look: Told, code: string, say: Say): void {
    const figure = el('div', { id: 'viewer', class: 'fe-view', 'data-look': look.slug });
    if (look.poster) {
      const alt = `${look.title}, ${look.house}`;
      figure.append(el('img', { class: 'poster', src: look.poster, alt, width: 900, height: 1200, loading: 'lazy', decoding: 'async' }));
    }
    const way = el('a', { href: look.page, part: 'link' }, look.title);
    const price = look.price ? [el('span', { class: 'fe-price', part: 'price' }, look.price)] : [];
    const caption = el('figcaption', { part: 'caption' }, way, el('span', { class: 'fe-house' }, look.house), ...price);
    this.shadowRoot?.replaceChildren(el('figure', { class: 'fe-look', lang: code, part: 'look' }, figure, caption));
    this.dataset['state'] = 'poster';
    if (look.glb && canDraw()) this.offer(figure, look.glb, say);
  }

  private offer(figure: HTMLElement, glb: string, say: Say): void {
    const button = el('button', { type: 'button', class: 'lv-start' }, icon('play'), say('viewIn3d'));
    button.addEventListener('click', () => void this.open(figure, button, glb, say));
    figure.append(button);
    if (this.getAttribute('view') === 'now') button.click();
  }

  private async open(figure: HTMLElement, button: HTMLElement, glb: string, say: Say): Promise<void> {
    const note = el('p', { class: 'lv-note', role: 'status' }, say('viewerLoading'));
    figure.append(note);
    button.remove();
    try {
      await Viewer.open(figure, glb, chooseQuality(this.getAttribute('quality')), say);
      figure.dataset['state'] = this.dataset['state'] = 'live';
      note.textContent = say('viewerHint');
      setTimeout(() => note.classList.add('lv-gone'), 5000);
    } catch (error) {
      console.error(error);
      note.textContent = say('viewerFailed');
    }
  }
}

if (!customElements.get('frontrow-look')) customElements.define('frontrow-look', FrontRowLook);
