// Numbers as people type them into the office's forms. Reads them, computes nothing.
import type { Amount, Milli } from '../../../money/settings';

const PLAIN = /^\d{1,15}$/;
const GROUPED = /^\d{1,3}(?:\.\d{3}){1,4}$/;
const GROUPED_ENGLISH = /^\d{1,3}(?:,\d{3}){1,4}$/;
const NOUGHTS = /([.,])00$/;

/** A whole amount: `12500`, `12.500`, `Rp 12.500`, `12.500,00`; anything doubtful is nothing. */
export function parseAmount(typed: string): Amount | undefined {
  const bare = typed.replace(/^\s*rp\.?/i, '').replace(/\s/g, '');
  const text = NOUGHTS.test(bare) ? bare.slice(0, -3) : bare;
  const fits = PLAIN.test(text) || GROUPED.test(text) || GROUPED_ENGLISH.test(text);
  return fits ? Number(text.replace(/[.,]/g, '')) : undefined;
}

const QUANTITY = /^(\d{1,9})(?:[.,](\d{1,3}))?$/;
const WHOLE_GROUPED = /^[1-9]\d{0,2}(?:\.\d{3})+$/;

/**
 * A quantity in thousandths: `12`, `0,5`, `0.5`. `1.250` is twelve hundred and fifty where only
 * whole units exist, else it is doubtful and nothing.
 */
export function parseQuantity(typed: string, whole: boolean): Milli | undefined {
  const text = typed.trim();
  if (WHOLE_GROUPED.test(text)) return whole ? Number(text.replace(/\./g, '')) * 1000 : undefined;
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  const parts = Number((match[2] ?? '').padEnd(3, '0'));
  return whole && parts > 0 ? undefined : Number(match[1]) * 1000 + parts;
}

const SHARE = /^(\d{1,3})(?:[.,](\d{1,4}))?$/;

/** Per cent in parts per million: `10` → 100000, `2,5` → 25000; above 100 is nothing. */
export function parsePercent(typed: string): number | undefined {
  const match = SHARE.exec(typed.replace('%', '').trim());
  if (!match) return undefined;
  const ppm = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  return ppm <= 1_000_000 ? ppm : undefined;
}
