// What a row of the audit trail is about: a place in words, else its name, else its number. A
// price is called by its product; where that cannot be read, by the product's number.
import type { AuditRow } from '../shapes';
import { w } from './words';

/** What the subject is made of. */
export type About = Pick<AuditRow, 'kind' | 'fields'> &
  Partial<Pick<AuditRow, 'key' | 'name' | 'product' | 'scope'>>;

/** The product of a price, also of one that left: then only its last fields tell. */
function productOf({ kind, product, fields }: About): number | undefined {
  if (kind !== 'price') return undefined;
  const told = fields.find(({ field }) => field === 'product');
  const number: unknown = product ?? told?.to ?? told?.from;
  return typeof number === 'number' ? number : undefined;
}

export function subjectOf(row: About, placeName: (place: string) => string): string {
  const { name, key, scope } = row;
  if (name === undefined) {
    const product = productOf(row);
    if (product !== undefined) return w.product(product);
    return key?.kind === 'transfer' ? '' : (key?.id ?? '');
  }
  if (/^(warehouse|branch:\d+)$/.test(name)) return placeName(name);
  return scope === undefined ? name : name.replace(scope, '');
}
