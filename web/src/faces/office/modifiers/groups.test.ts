// Which questions a search finds.
import { expect, it } from 'vitest';
import type { ModifierGroup } from '../shapes';
import { found } from './groups';

function group(name: string, answers: string[], active = true): ModifierGroup {
  const options = answers.map((answer, at) => ({
    option: at + 1,
    name: answer,
    price: 0,
    active: true,
  }));
  return { group: 1, name, least: 1, most: 1, options, products: [], active };
}

const groups = [
  group('Pedas', ['Tidak', 'Sedang'], false),
  group('Ukuran', ['Biasa', 'Besar']),
  group('Tambahan', ['Telur', 'Keju']),
];

it('finds a question by its own words and by its answers, in any case', () => {
  const names = (typed: string): string[] => found(groups, typed).map(({ name }) => name);
  expect(names('KEJU')).toEqual(['Tambahan']);
  expect(names('ukur bes')).toEqual(['Ukuran']);
  expect(names('besar keju')).toEqual([]);
});

it('puts those that are asked before those that are not', () => {
  expect(found(groups, ' ').map(({ name }) => name)).toEqual(['Ukuran', 'Tambahan', 'Pedas']);
});
