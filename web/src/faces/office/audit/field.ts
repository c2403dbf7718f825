// How a changed field of the audit trail is said: its word, and its value as people write it.
import { count, percent, quantity } from '../../../format/number';
import { moment } from '../../../format/time';
import { plainAmount } from '../../../money/text';
import { t } from '../words';
import { w } from './words';

/** What numbers and places are called. */
export interface Names {
  placeName: (place: string) => string;
  scopeName: (scope: string) => string;
  categoryName: (id: number) => string | undefined;
  /** The clock by which moments are said, minutes east of UTC. */
  offsetMin: number;
}

/** Fields that say nothing to people: numbers, hashes, and what the row tells anyway. */
const SILENT = new Set(['id', 'dispatch', 'doc', 'product', 'lines_hash', 'at']);
const MOMENTS = new Set(['valid_from', 'valid_to']);
/** Longer texts are cut: the fact itself has them whole. */
const MOST = 80;

/** A fresh price is for one unit and for any quantity, unless it says otherwise. */
const ORDINARY: Record<string, number> = { min_milli: 0, per_milli: 1000 };

export function isSaid({
  field,
  from,
  to,
}: {
  field: string;
  from?: unknown;
  to?: unknown;
}): boolean {
  const isOrdinary = from === undefined && to !== undefined && ORDINARY[field] === to;
  return !SILENT.has(field) && !isOrdinary;
}

export function fieldName(field: string): string {
  return w.fields[field] ?? field.replaceAll('_', ' ');
}

/** A value out of a fact, which may be anything that JSON can say. */
export function fieldValue(field: string, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? w.yes : w.no;
  if (typeof value === 'number') return numberText(field, value, names);
  if (Array.isArray(value)) return listText(field, value, names);
  if (typeof value === 'object') return partsText(value, names);
  const text = stringText(field, String(value), names);
  return text.length > MOST ? `${text.slice(0, MOST)} …` : text;
}

function stringText(field: string, text: string, names: Names): string {
  if (field === 'scope') return names.scopeName(text);
  if (field === 'role') return t.roles[text] ?? text;
  return field === 'from' || field === 'to' ? names.placeName(text) : (w.values[text] ?? text);
}

function numberText(field: string, value: number, names: Names): string {
  if (MOMENTS.has(field)) return moment(value, names.offsetMin);
  if (field === 'to' || field === 'branch') return names.placeName(`branch:${value}`);
  if (field === 'region') return names.scopeName(`region:${value}`);
  if (field === 'category') return names.categoryName(value) ?? count(value);
  if (field === 'amount') return plainAmount(value);
  if (field.endsWith('_milli')) return quantity(value);
  return field.endsWith('_ppm') ? percent(value) : count(value);
}

function listText(field: string, values: readonly unknown[], names: Names): string {
  if (field === 'lines') return w.entries(count(values.length));
  if (field === 'products') return w.products(count(values.length));
  if (field === 'options') return values.map((value) => answerText(value as Answer)).join(' · ');
  return values.map((value) => fieldValue(field, value, names)).join(' · ') || '–';
}

/** An answer to a question that is asked with products. */
interface Answer {
  name: string;
  price: number;
  active: boolean;
}

function answerText({ name, price, active }: Answer): string {
  const priced = price > 0 ? `${name} +${plainAmount(price)}` : name;
  return active ? priced : `${priced} (${w.off})`;
}

function partsText(parts: object, names: Names): string {
  return Object.entries(parts)
    .map(([field, value]) => `${fieldName(field)} ${fieldValue(field, value, names)}`)
    .join(', ');
}
