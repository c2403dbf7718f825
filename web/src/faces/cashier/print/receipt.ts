// A paper of the node's: lines of a fixed width, made from facts. Knows no printer.
import { api } from '../../../api/client';
import { language } from '../../../i18n/language.svelte';
import type { PaperWidth } from '../state/device-settings.svelte';

export interface PaperLine {
  text: string;
  bold?: boolean;
  large?: boolean;
  align?: 'left' | 'center' | 'right';
}

export interface Paper {
  columns: number;
  title: string;
  copy: number;
  lines: PaperLine[];
}

/** Letters in a line of each paper. */
const COLUMNS: Record<PaperWidth, number> = { '58': 32, '80': 48 };

/** Reads a paper of a width; `copy` above nothing marks it as a copy, `off` is about to be taken off a bill. */
export function readPaper(
  path: string,
  width: PaperWidth,
  copy: number,
  more: Record<string, string> = {},
  off?: object,
): Promise<Paper> {
  const lang = language.current;
  const asked = { format: 'json', columns: COLUMNS[width], lang, copy, ...more };
  return off ? api.post(path, off, asked) : api.get(path, asked);
}
