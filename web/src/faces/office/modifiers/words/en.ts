// The words of the pages about questions that are asked with products, in English.
import { plural } from '../../../../i18n/plural';
import type { Words } from './id';

export const en: Words = {
  title: 'Options',
  hint: 'What is asked with an order: size, spice, extras',
  new: 'New option',
  search: 'Search questions and answers',
  columns: {
    question: 'Question',
    answers: 'Answers',
    rule: 'Rule',
    products: 'Products',
    state: 'State',
  },
  products: (count) => plural(count, 'product'),
  noProducts: 'No products yet',
  moreAnswers: (count) => `+${count} more`,
  asked: 'Asked',
  off: 'Off',
  empty: {
    title: 'There are no options yet',
    text: 'Make a question such as Size or Spice, give its answers and their prices, then choose its products.',
  },
  short: (least, most) => {
    if (least === most) return `Exactly ${most}`;
    return least === 0 ? `Up to ${most}` : `${least} to ${most}`;
  },
  edit: {
    newHint: 'Asked as soon as branches are connected',
    question: 'Question',
    name: 'Name',
    nameHint: 'Short, such as Size, Spice, or Extras.',
    active: 'Asked with an order',
    activeHint: 'While this is off, guests and waiters do not see the question.',
    created: (name) => `${name} was added`,
    saved: (name) => `${name} was saved`,
    isOff: 'This question is off: it is not asked with an order. Its history stays.',
  },
  rule: {
    least: 'Must choose',
    leastHint: '0 means it may be skipped.',
    most: 'At most',
    less: (label) => `Less: ${label.toLowerCase()}`,
    more: (label) => `More: ${label.toLowerCase()}`,
    sentence: (least, most, of) => {
      if (least === most) return `The guest chooses exactly ${most} of ${plural(of, 'answer')}.`;
      if (least > 0) return `The guest chooses ${least} to ${most} of ${plural(of, 'answer')}.`;
      return most === 1
        ? 'The guest may choose 1, or skip it.'
        : `The guest may choose 0–${most} of ${plural(of, 'answer')}.`;
    },
    unclear: 'The rule is read out here once the numbers fit the answers.',
  },
  answers: {
    title: 'Answers',
    hint: 'Guests see them in this order.',
    name: (n) => `Answer ${n}`,
    price: 'Extra charge',
    tips: 'Enter adds the next answer. An empty price means no extra charge.',
    add: 'Add an answer',
    up: (name) => `Move ${name} up`,
    down: (name) => `Move ${name} down`,
    moved: (name, n, of) => `${name} is now number ${n} of ${of}`,
    offered: (name) => `${name} can be chosen`,
    isOff: 'No longer offered; past orders still name it.',
    unnamed: 'this answer',
  },
  faults: {
    needed: 'Fill this in.',
    twice: 'This answer is there already. Rename it, or switch the old one on.',
    amount: 'Type an amount, such as 5,000.',
    none: 'Add at least one answer.',
    number: 'Type a whole number.',
    nought: 'At least 1.',
    above: 'Cannot be more than “at most”.',
    unreachable: 'More than the answers that can be chosen.',
  },
  goods: {
    title: 'Products',
    hint: 'The question is asked when one of them is ordered',
    pick: 'Search for a product to add',
    category: 'All of a category',
    addAll: 'Add',
    added: (count) =>
      count === 0 ? 'All of them are in the list already' : `${plural(count, 'product')} added`,
    none: 'No products yet: this question is not asked anywhere.',
    number: (id) => `Product ${id}`,
    all: (count) => `Show all ${count} products`,
    tooMany: (most) => `At most ${most} products for one question.`,
  },
  preview: {
    title: 'What the guest sees',
    product: 'Name of a dish',
    one: 'Choose one',
    upTo: (most) => `Choose up to ${most}`,
    between: (least, most) => (least === most ? `Choose ${least}` : `Choose ${least} to ${most}`),
    needed: 'Needed',
    optional: 'May be skipped',
    question: 'Question',
    nothing: 'Answers appear here.',
    off: 'Off: guests do not see this question.',
  },
  ofProduct: {
    title: 'Options that are asked',
    hint: 'When this product is ordered',
    none: 'Nothing is asked when this product is ordered.',
    add: 'New option',
    all: 'All options',
  },
};
