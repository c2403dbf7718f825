// The words of what guests said, in English.
import { plural } from '../../../../i18n/plural';
import type { RatingWords } from './id';

export const en: RatingWords = {
  title: 'Guest ratings',
  hint: 'Each dish is rated once a bill, by the guest who ordered it.',
  all: 'All dishes',
  times: (n) => plural(n, 'rating'),
  given: (stars) => `${stars} of 5 stars`,
  stars: (n) => plural(n, 'star'),
  spread: 'Spread of stars',
  dishes: 'By dish',
  dishesHint: 'The best on top. Tap to see its ratings.',
  dish: 'Dish',
  anyDish: 'All dishes',
  starsFilter: 'Stars',
  anyStars: 'All stars',
  sort: 'Sort by',
  sorts: {
    newest: 'Newest',
    worst: 'Fewest stars',
    best: 'Most stars',
    dish: 'Dish',
    branch: 'Branch',
  },
  columns: {
    dish: 'Dish',
    stars: 'Stars',
    said: 'In their words',
    guest: 'Guest',
    branch: 'Branch',
    when: 'When',
  },
  toShop: 'A word to the shop',
  nameless: 'No name',
  table: (label) => `Table ${label}`,
  lacks: {
    slow: 'Took too long',
    lukewarm: 'Not hot enough',
    salty: 'Too salty',
    sweet: 'Too sweet',
    small: 'Small portion',
  },
  empty: 'No ratings yet',
  emptyText: 'Guests rate from their phones once their dishes are served.',
};
