// The words that every face needs, in English.
import type { SharedWords } from './id';

export const en: SharedWords = {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  retry: 'Try again',
  loading: 'Loading',
  more: 'Load more',
  previous: 'Previous',
  next: 'Next',
  search: 'Search',
  clear: 'Clear',
  backspace: 'Delete one digit',
  enter: 'Continue',
  changed: 'changed',
  currency: 'Rp',
  language: { choose: 'Language', id: 'Bahasa Indonesia', en: 'English' },
  theme: { choose: 'Appearance', light: 'Light', dark: 'Dark' },
  failed: {
    network: 'This server does not answer. Check the network, then try again.',
    timeout: 'The server took too long to answer. Try again.',
    unreadable: 'The server’s answer cannot be read. Try again.',
    unexpected: 'Something failed on this page. Reload it and try again.',
  },
  number: (code) => `Code: ${code}`,
};
