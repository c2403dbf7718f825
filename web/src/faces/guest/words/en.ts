// The words of the guest face, in English.
import { plural } from '../../../i18n/plural';
import type { Words } from './id';

export const en: Words = {
  title: (branch) => `${branch} · Menu`,
  page: 'Menu · Nusa',
  table: 'Table',
  reconnecting: 'Connecting again…',
  menu: {
    title: 'Menu',
    search: 'Search the menu',
    profile: 'Profile',
    orders: 'Orders & waiter',
    popular: 'Ordered most often',
    categories: 'Categories',
    found: (n) => (n === 0 ? 'Nothing fits' : plural(n, 'dish', 'dishes')),
    foundNothing: 'Try another word, or look through the categories.',
    empty: 'The menu is being prepared',
    emptyText: 'There is no dish on this menu yet. Please ask the staff.',
    soldOut: 'Sold out',
    stars: (n) => `${n} stars`,
    add: (name) => `Add ${name}`,
    choose: (name) => `Choose ${name}`,
    less: (name) => `One less ${name}`,
    inCart: (n) => `${n} in your order`,
    choices: 'your choice',
  },
  cart: {
    send: 'Send the order',
    sending: 'Sending the order…',
    counting: 'counting',
  },
  orders: {
    number: (n) => `#${n}`,
    headline: {
      waiting: 'Your order has arrived',
      cooking: 'Your order is being cooked',
      done: 'Your order is ready',
    },
    cancelled: 'This order was cancelled',
    cancelledText: 'If this is a mistake, call the staff.',
    step: { waiting: 'Waiting', cooking: 'Cooking', done: 'Done' },
    wait: {
      unknown: 'The kitchen has just begun, so the time cannot be told yet',
      soon: 'Any moment now',
      minutes: (low, high) =>
        low < high
          ? `About ${low}–${high} more minutes`
          : `About ${plural(high, 'more minute', 'more minutes')}`,
    },
    doneText: 'Enjoy your meal.',
    placed: (n) => `Order #${n} sent`,
    someMissing: (n) => `${plural(n, 'dish is', 'dishes are')} not available and left out.`,
    see: 'See the order',
    announce: (n, headline) => `Order number ${n}: ${headline}`,
  },
  refused: {
    totalChanged: (gross) => `The price has just become ${gross}. Look it over, then send again.`,
    many: (minutes) =>
      `Your table has sent many orders in a row. Try again in ${plural(minutes, 'minute')}, or call the staff.`,
  },
  problems: {
    total_changed: 'The price has just changed. Look it over, then send again.',
    stock_short: 'A dish has just sold out. Change your order, then send again.',
    guest_orders_many: 'Your table has sent many orders in a row. Wait a little.',
    draft_full: 'This order has grown very long. Send it first, then add more.',
    guest_limited: 'This table is very busy. Wait a little, then try again.',
    sign_in_limited: 'Too many attempts. Wait a little, then scan again.',
    code_needed: 'Tables are opened by QR code here. Scan the code on your table.',
    code_void: 'This code is not valid any more. Scan the code on your table again.',
    table_unknown: 'There is no table of this number.',
  },
};
