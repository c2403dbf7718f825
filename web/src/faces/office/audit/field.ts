// How a changed field of the audit trail is said: its word, and its value as people write it.
import { count, percent, quantity } from '../../../format/number';
import { moment } from '../../../format/time';
import { plainAmount } from '../../../money/text';
import { w } from './words';

/** Fields that say nothing to people: numbers, hashes, and what the row tells anyway. */
const SILENT = new Set(['id', 'dispatch', 'doc', 'product', 'lines_hash']);
const MOMENTS = new Set(['at', 'valid_from', 'valid_to']);
/** Longer texts are cut: the fact itself has them whole. */
const MOST = 80;

export function isSaid(field: string): boolean {
  return !SILENT.has(field);
}

export function fieldName(field: string): string {
  return w.fields[field] ?? field.replaceAll('_', ' ');
}

/** A value out of a fact, which may be anything that JSON can say. */
export function fieldValue(field: string, value: unknown, offsetMin: number): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? w.yes : w.no;
  if (typeof value === 'number') return numberText(field, value, offsetMin);
  if (Array.isArray(value)) return listText(value);
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > MOST ? `${text.slice(0, MOST)} …` : text;
}

function numberText(field: string, value: number, offsetMin: number): string {
  if (MOMENTS.has(field)) return moment(value, offsetMin);
  if (field === 'amount') return plainAmount(value);
  if (field.endsWith('_milli')) return quantity(value);
  return field.endsWith('_ppm') ? percent(value) : count(value);
}

function listText(values: readonly unknown[]): string {
  if (values.every((value) => typeof value !== 'object')) return values.join(' · ') || '–';
  return w.entries(count(values.length));
}
