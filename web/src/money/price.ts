// Which version of a price holds here and now: the engine's rule over the branch's price book.
import { call } from './engine';
import type { Amount, Milli } from './settings';
import { list, option } from './words';

/** For whom a price holds, as the contract writes it: `company`, `region:3`, `branch:1`. */
export interface PriceVersion {
  id: number;
  scope: string;
  amount: Amount;
  per_milli: Milli;
  min_milli: Milli;
  /** Epoch milliseconds. */
  valid_from: number;
  valid_to?: number | undefined;
}

export interface Place {
  region: number;
  branch: number;
}

const SCOPES = ['company', 'region', 'branch'];

function scopeWords(scope: string): [number, number] {
  const [kind = '', of = '0'] = scope.split(':');
  return [SCOPES.indexOf(kind), Number(of)];
}

/** The version that holds; nothing where no price is valid. `at` is the moment in epoch ms. */
export function resolvePrice(
  versions: readonly PriceVersion[],
  place: Place,
  at: number,
  quantity: Milli,
): PriceVersion | undefined {
  const words = call('resolve_price', [
    ...list(versions, (version) => [
      version.id,
      ...scopeWords(version.scope),
      version.amount,
      version.min_milli,
      version.valid_from,
      ...option(version.valid_to, (end) => [end]),
    ]),
    ...option(place.region, (region) => [region]),
    place.branch,
    at,
    quantity,
  ]);
  const [found, id] = words;
  return found === 1 ? versions.find((version) => version.id === id) : undefined;
}
