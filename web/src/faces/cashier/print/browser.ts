// A paper by the browser's own printing: a frame of its own with nothing else in it, at the
// paper's width, so that neither the page nor its menu gets on the receipt.
import type { PaperWidth } from '../state/device-settings.svelte';
import type { Paper, PaperLine } from './receipt';

/** Millimetres that printers of each paper can reach. */
const REACH: Record<PaperWidth, number> = { '58': 48, '80': 72 };
/** Millimetres that stay white above and below. */
const EDGE = 2;
/** Pixels of a style in a millimetre. */
const PX_PER_MM = 96 / 25.4;

function line(page: Document, { text, bold, large, align }: PaperLine): HTMLElement {
  const row = page.createElement('p');
  row.textContent = text || ' ';
  row.style.textAlign = align ?? 'left';
  row.style.fontWeight = bold || large ? '700' : '400';
  row.style.fontSize = large ? '1.35em' : '1em';
  return row;
}

/** The paper's own sheet of style; made as an object, because the page allows none written in it. */
function style(view: Window & typeof globalThis, paper: Paper, width: PaperWidth): CSSStyleSheet {
  const sheet = new view.CSSStyleSheet();
  // A fixed letter is about six tenths of its height wide; the line fills the paper's reach.
  const size = REACH[width] / paper.columns / 0.602;
  sheet.replaceSync(`
    body { margin: 0; width: ${REACH[width]}mm; font: ${size}mm/1.3 'DejaVu Sans Mono', 'Liberation Mono', monospace; color: #000; }
    p { margin: 0; white-space: pre; }`);
  return sheet;
}

/** The page as long as what is on it: a roll of paper has no length that the browser could know. */
function cut(view: Window & typeof globalThis, width: PaperWidth): CSSStyleSheet {
  const sheet = new view.CSSStyleSheet();
  const long = Math.ceil(view.document.body.getBoundingClientRect().height / PX_PER_MM) + 1;
  sheet.replaceSync(`
    @page { size: ${width}mm ${long + 2 * EDGE}mm; margin: ${EDGE}mm ${(Number(width) - REACH[width]) / 2}mm; }`);
  return sheet;
}

function write(view: Window & typeof globalThis, paper: Paper, width: PaperWidth): void {
  const page = view.document;
  page.title = paper.title;
  page.adoptedStyleSheets = [style(view, paper, width)];
  page.body.append(...paper.lines.map((row) => line(page, row)));
  page.adoptedStyleSheets.push(cut(view, width));
}

/** Opens the browser's print window with the paper. */
export function printPaper(paper: Paper, width: PaperWidth): void {
  const frame = document.createElement('iframe');
  frame.title = paper.title;
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0;visibility:hidden';
  document.body.append(frame);
  const contentWindow = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!contentWindow) return;
  write(contentWindow, paper, width);
  contentWindow.addEventListener('afterprint', () => frame.remove());
  contentWindow.focus();
  contentWindow.print();
}
