/** What is printed on a card or on the programme in a visitor's lap. */
export interface Print {
  readonly over: string;
  readonly title: string;
  readonly under: string;
  readonly text?: string | undefined;
  readonly poster?: CanvasImageSource | undefined;
  readonly buttons: readonly Button[];
}

export interface Button {
  readonly label: string;
  /** A button that says how things are: whether they are so. */
  readonly pressed?: boolean;
  run(): void;
}

/** Where a button lies on its paper, pixels from the upper left. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly button: Button;
}

export const WIDTH = 720;
const [EDGE, LINE, BUTTON, GAP, POSTER] = [48, 40, 84, 16, 860]; // pixels
const LONGEST = 5; // lines of text, that the poster and the buttons are on one card
const [INK, FAINT, PAPER] = ['#141312', '#6b655c', '#f3ede1'];
const DISPLAY = "'Bodoni Moda Variable', 'Noto Serif SC Variable', Didot, serif";
const TEXT = "'Inter Variable', 'Noto Sans SC Variable', system-ui, sans-serif";


interface Layout {
  readonly height: number;
  readonly title: readonly string[];
  readonly text: readonly string[];
  readonly words: number;
  readonly buttons: number;
}

function layout(context: CanvasRenderingContext2D, { title, text, poster, buttons }: Print): Layout {
  const room = WIDTH - 2 * EDGE;
  context.font = `54px ${DISPLAY}`;
  const titles = lines(context, title, room).slice(0, 2);
  context.font = `26px ${TEXT}`;
  const texts = text ? lines(context, text, room).slice(0, LONGEST) : [];
  const words = (poster ? POSTER : 0) + EDGE;
  const bottom = words + LINE + titles.length * 64 + LINE + (texts.length ? 22 + texts.length * LINE : 0) + 28;
  const rows = Math.ceil(buttons.length / 2);
  return { height: bottom + rows * (BUTTON + GAP) + EDGE - GAP, title: titles, text: texts, words, buttons: bottom };
}

/** Breaks words into lines no wider than `room`; scripts without spaces break where their words end. */
export function lines(context: Pick<CanvasRenderingContext2D, 'measureText'>, words: string, room: number): string[] {
  const pieces = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(words)].map(({ segment }) => segment);
  const found: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const closes = /^[\p{P}]+$/u.test(piece); // no line begins with a comma
    if (line && !closes && context.measureText(line + piece).width > room) {
      found.push(line.trim());
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim()) found.push(line.trim());
  return found;
}

/** Prints on `canvas`, which becomes as high as it has to be; says where the buttons are. `over`: the button that is pointed at. */
export function paint(canvas: HTMLCanvasElement, print: Print, over: Button | null): Area[] {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  canvas.width = WIDTH;
  const plan = layout(context, print);
  canvas.height = plan.height;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, WIDTH, plan.height);
  if (print.poster) cover(context, print.poster, WIDTH, POSTER);
  context.textBaseline = 'alphabetic';
  let y = plan.words + 22;
  write(context, print.over.toUpperCase(), y, `500 21px ${TEXT}`, FAINT, '4px');
  y += 18;
  for (const line of plan.title) write(context, line, (y += 62), `54px ${DISPLAY}`, INK);
  write(context, print.under, (y += LINE + 4), `26px ${TEXT}`, FAINT);
  if (plan.text.length) y += 22;
  for (const line of plan.text) write(context, line, (y += LINE), `26px ${TEXT}`, INK);
  return print.buttons.map((button, i) => key(context, button, i, print.buttons.length, plan.buttons, button === over));
}

function write(context: CanvasRenderingContext2D, words: string, y: number, font: string, colour: string, spacing = '0px'): void {
  context.font = font;
  context.letterSpacing = spacing;
  context.fillStyle = colour;
  context.fillText(words, EDGE, y, WIDTH - 2 * EDGE);
  context.letterSpacing = '0px';
}

/** One button: two to a row, the last alone across it; pointed at it turns to ink. */
function key(context: CanvasRenderingContext2D, button: Button, i: number, all: number, top: number, over: boolean): Area {
  const alone = i === all - 1 && i % 2 === 0;
  const half = (WIDTH - 2 * EDGE - GAP) / 2;
  const width = alone ? 2 * half + GAP : half;
  const x = EDGE + (i % 2) * (half + GAP);
  const y = top + Math.floor(i / 2) * (BUTTON + GAP);
  const filled = over || button.pressed;
  context.strokeStyle = context.fillStyle = INK;
  context.lineWidth = 2;
  if (filled) context.fillRect(x, y, width, BUTTON);
  else context.strokeRect(x + 1, y + 1, width - 2, BUTTON - 2);
  context.fillStyle = filled ? PAPER : INK;
  context.font = `500 24px ${TEXT}`;
  context.letterSpacing = '2px';
  context.textAlign = 'center';
  context.fillText(button.label, x + width / 2, y + BUTTON / 2 + 9, width - 24);
  context.textAlign = 'start';
  context.letterSpacing = '0px';
  return { x, y, width, height: BUTTON, button };
}

/** The poster from edge to edge, cut at the foot rather than at the head. */
function cover(context: CanvasRenderingContext2D, poster: CanvasImageSource, width: number, height: number): void {
  const { naturalWidth: w, naturalHeight: h } = poster as HTMLImageElement;
  const scale = Math.max(width / w, height / h);
  const [sw, sh] = [width / scale, height / scale];
  context.drawImage(poster, (w - sw) / 2, 0, sw, sh, 0, 0, width, height);
}

/** What paper is printed with must be there before it is printed. */
export async function fonts(): Promise<void> {
  await Promise.all([document.fonts.load(`54px ${DISPLAY}`), document.fonts.load(`26px ${TEXT}`)]);
}
