// The words of the window that mails a receipt, in English.
import type { Words } from './id';

export const en: Words = {
  title: 'Mail the receipt',
  hint: (number) => `Receipt ${number}`,
  to: 'E-mail address',
  send: 'Send',
  taken: 'Queued. The mail goes out by itself, also after the internet is back.',
  before: 'Asked for before',
  states: {
    waiting: 'Waiting',
    sending: 'On its way',
    sent: 'Sent',
    failed: 'Refused',
    given_up: 'Given up',
  },
  erased: 'address erased',
  problems: {
    email_invalid: 'This is no e-mail address',
    mail_missing: 'Mail is not set up at the office',
    mail_full: 'Too many mails for this receipt, or the queue is full',
    network: 'The shop’s computer does not answer',
  },
};
