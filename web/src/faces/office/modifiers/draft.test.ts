// What of a question was changed, how its answers are ordered, and what is wrong with it.
import { expect, it } from 'vitest';
import type { ModifierGroup } from '../shapes';
import { ModifierDraft } from './draft.svelte';
import { faultsOf } from './faults';

const size: ModifierGroup = {
  group: 3,
  name: 'Ukuran',
  least: 1,
  most: 1,
  options: [
    { option: 1, name: 'Biasa', price: 0, active: true },
    { option: 2, name: 'Besar', price: 5000, active: true },
  ],
  products: [7, 19],
  active: true,
};

it('sends every answer with its number, new ones without, and blank lines not at all', () => {
  const draft = new ModifierDraft(size);
  const first = draft.lines[0];
  const fresh = draft.add(first);
  fresh.name = ' Kecil ';
  draft.add();
  expect(draft.body()).toMatchObject({
    options: [
      { option: 1, name: 'Biasa', price: 0 },
      { name: 'Kecil', price: 0, active: true },
      { option: 2, name: 'Besar', price: 5000 },
    ],
  });
  expect(draft.answers[1]?.body()).not.toHaveProperty('option');
});

it('moves an answer by one place and not beyond the ends', () => {
  const draft = new ModifierDraft(size);
  const names = (): string[] => draft.lines.map(({ name }) => name);
  const [, large] = draft.lines;
  if (!large) throw new Error('the answer is missing');
  draft.move(large, -1);
  expect(names()).toEqual(['Besar', 'Biasa']);
  draft.move(large, -1);
  expect(names()).toEqual(['Besar', 'Biasa']);
  expect(draft.changes(size)).toBe(1);
  draft.move(large, 1);
  expect(draft.changes(size)).toBe(0);
});

it('counts what differs; the order of products and blank lines do not', () => {
  const draft = new ModifierDraft(size);
  draft.products = [19, 7];
  draft.add();
  expect(draft.changes(size)).toBe(0);
  draft.most = 2;
  draft.active = false;
  expect(draft.ask([7, 23])).toBe(1);
  expect(draft.changes(size)).toBe(3);
});

it('says what nobody could answer', () => {
  const draft = new ModifierDraft(size);
  expect([...faultsOf(draft)]).toEqual([]);
  draft.most = 3;
  expect(faultsOf(draft).get('most')).toBe('unreachable');
  draft.most = 1;
  draft.least = 2;
  expect(faultsOf(draft).get('least')).toBe('above');
  draft.least = 0;
  draft.lines.forEach((line) => (line.active = false));
  expect(faultsOf(draft).get('most')).toBe('unreachable');
});

it('wants a name and a price for every answer, each name once', () => {
  const draft = new ModifierDraft(size);
  draft.add().name = 'besar';
  const nameless = draft.add();
  nameless.price = undefined;
  expect([...faultsOf(draft)]).toEqual([
    ['options[2].name', 'twice'],
    ['options[3].name', 'needed'],
    ['options[3].price', 'amount'],
  ]);
  expect([...faultsOf(new ModifierDraft())]).toEqual([
    ['name', 'needed'],
    ['options', 'none'],
  ]);
});
