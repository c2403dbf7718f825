// The words of the window that says whose sale it was, in English.
import { plural } from '../../../../i18n/plural';
import type { Words } from './id';

export const en: Words = {
  title: 'Customer',
  hint: (number) => `Receipt ${number} is kept as their visit`,
  search: 'Find a name, a number or an e-mail',
  type: 'Type at least three letters or digits.',
  found: 'Customers found',
  nobody: 'Nobody fits.',
  about: ({ phone, email, visits }) =>
    [phone ?? email, plural(visits, 'visit')].filter(Boolean).join(' · '),
  new: 'New customer',
  kept: (name) => `Kept as a visit of ${name}.`,
  name: 'Name',
  nameless: 'Say the name.',
  phone: 'Phone number',
  email: 'E-mail',
  wrong: {
    phone: 'This does not look like a phone number.',
    email: 'This e-mail address is not complete.',
  },
  consent: 'The customer agrees',
  consentText: 'Ask first. It stays at this branch and can be erased at any time.',
  noConsent: 'Nothing is kept without consent.',
  back: 'Back',
  save: 'Save',
  problems: {
    customers_full: 'This branch can keep no more customers',
    forbidden: 'This account may not write customers down',
    network: 'The shop’s computer does not answer',
  },
};
