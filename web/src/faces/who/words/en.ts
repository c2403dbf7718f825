// The words of saying who one is, and of standing by somebody, in English.
import { plural } from '../../../i18n/plural';
import type { WhoWords } from './id';

export const en: WhoWords = {
  login: 'Sign-in name',
  password: 'Password',
  pinOf: (name) => `PIN of ${name}`,
  digits: (n) => `${n} of 6 digits`,
  byPassword: 'Sign in with a password',
  byPin: 'Sign in with a PIN',
  tries: (n) => `Wrong PIN. ${plural(n, 'try', 'tries')} left.`,
  wait: (minutes) => `Too many wrong tries. Wait ${plural(minutes, 'minute', 'minutes')}.`,
  roles: {
    owner: 'Owner',
    manager: 'Branch manager',
    cashier: 'Cashier',
    kitchen: 'Kitchen',
    waiter: 'Waiter',
  },
  approval: {
    title: 'Needs approval',
    rights: {
      discount_freely: 'A discount above the cashier’s limit',
      void_sale: 'Voiding a receipt',
      refund_sale: 'Taking goods back',
      take_cash: 'Taking cash out of the drawer',
      open_drawer: 'Opening the drawer',
    },
    who: 'Approved by',
    nobody: 'No branch manager has a PIN yet. Use a sign-in name and password.',
    approve: 'Approve',
    byPassword: 'Use a password',
    byPin: 'Use a PIN',
  },
  problems: {
    sign_in_failed: 'The sign-in name or password is wrong',
    pin_wrong: 'The PIN is wrong',
    pin_missing: 'This person has no PIN here',
    pin_limited: 'Too many wrong PINs. Wait five minutes.',
    forbidden: 'This person may not do this',
  },
};
