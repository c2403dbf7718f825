// Cash: amounts in coins and notes, and a drawer's count. The engine rounds and adds.
import { call } from './engine';
import { coinWords, type Amount, type CoinStep } from './settings';
import { list } from './words';

/** An amount in coins of a rule; unchanged without one. */
export function toCoin(amount: Amount, rule: CoinStep | undefined): Amount {
  return call('to_coin', [amount, ...coinWords(rule)])[0] ?? amount;
}

/** The next amount upwards that can be laid down in notes of this value. */
export function upToNote(amount: Amount, note: Amount): Amount {
  return toCoin(amount, { step: note, threshold: 1 });
}

export interface Pile {
  /** The value of one coin or note. */
  value: Amount;
  count: number;
}

/** What piles of coins and notes are worth. */
export function counted(piles: readonly Pile[]): Amount {
  const noMovements = [0, 0, 0, 0, 0, 0, 0, 0];
  const words = [...noMovements, ...list(piles, ({ value, count }) => [value, count])];
  return call('drawer', words)[1] ?? 0;
}

/** A total in equal payments, each a multiple of the unit but for the rest. */
export function splitEvenly(total: Amount, parts: number, unit: Amount): Amount[] {
  const [, ...amounts] = call('split_evenly', [total, parts, unit]);
  return amounts;
}
