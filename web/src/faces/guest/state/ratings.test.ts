// What a guest thinks of dishes, as it is sent.
import { expect, test } from 'vitest';
import { bodyOf, type Opinion } from './ratings.svelte';

const none: Opinion = { stars: undefined, lacks: [], comment: '' };

test('d2_23_a_dish_without_stars_is_not_sent_and_a_good_one_lacks_nothing', () => {
  const verdict = {
    opinions: {
      4: { stars: 3, lacks: ['slow', 'small'], comment: '  agak dingin ' },
      5: { stars: 5, lacks: ['slow'], comment: '' },
      6: none,
    },
    message: ' ',
    named: true,
  };
  expect(JSON.parse(bodyOf('c', 'b', verdict))).toEqual({
    command: 'c',
    bill: 'b',
    named: true,
    dishes: [
      { product: 4, stars: 3, lacks: ['slow', 'small'], comment: 'agak dingin' },
      { product: 5, stars: 5, lacks: [] },
    ],
  });
  expect(JSON.parse(bodyOf('c', 'b', { ...verdict, message: 'Nyaman' }))).toMatchObject({
    message: 'Nyaman',
  });
});
