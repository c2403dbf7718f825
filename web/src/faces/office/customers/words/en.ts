// The words of the pages about customers, in English.
import { plural } from '../../../../i18n/plural';
import type { CustomerWords } from './id';

export const en: CustomerWords = {
  title: 'Customers',
  hint: 'Known at this branch alone, with their consent',
  new: 'New customer',
  search: 'Find a name, a number or an e-mail',
  nothingText: 'Check the spelling, or write them down as a new customer.',
  empty: 'No customers yet',
  emptyText:
    'Guests who keep their details from their phone appear here. A cashier can write customers down, too.',
  byPhone: 'By their phone',
  byStaff: 'Written down by staff',
  columns: {
    name: 'Name',
    phone: 'Phone',
    email: 'E-mail',
    visits: 'Visits',
    last: 'Last',
    when: 'When',
    receipt: 'Receipt',
    dishes: 'What they had',
    total: 'Amount',
  },
  form: {
    title: (name) => `Change ${name}`,
    hint: 'Fill in only what is needed.',
    name: 'Name',
    nameless: 'Say the name.',
    phone: 'Phone number',
    wrongPhone: 'This does not look like a phone number.',
    email: 'E-mail',
    wrongEmail: 'This e-mail address is not complete.',
    consent: 'The customer agrees to this being kept',
    consentHint: 'Ask first. It can be erased at any time when the customer wants that.',
    noConsent: 'Nothing is kept without consent.',
  },
  saved: (name) => `${name} saved`,
  edit: 'Change',
  erase: 'Erase',
  eraseTitle: (name) => `Erase what is kept of ${name}?`,
  eraseText:
    'Name, number, e-mail and the history of visits vanish from this branch. Receipts and reports stay. This cannot be undone.',
  erased: 'The customer is erased',
  contact: 'Contact',
  unsaid: 'Not said',
  since: 'Agreed on',
  how: 'Where it comes from',
  spent: (visits) => `Spent in ${plural(visits, 'visit')}`,
  likes: 'Favourites',
  likesHint: 'What they have most often',
  times: (visits) => plural(visits, 'time'),
  noVisits: 'No visits yet',
  noVisitsText:
    'A visit is kept once a guest’s bill is paid, or when a cashier picks the customer.',
  voided: 'Voided',
};
