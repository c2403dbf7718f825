// The words of links with which somebody chooses a password, and of asking for one, in English.
import type { Words } from './id';

export const en: Words = {
  titles: { invitation: 'Welcome', reset: 'A new password' },
  welcome: (name, shop) => `${name}, ${shop} made an account for you.`,
  again: (name, shop) => `${name}, choose a new password for your account at ${shop}.`,
  login: 'Your sign-in name',
  fresh: 'Password',
  repeat: 'Password, once more',
  short: 'At least 10 characters.',
  differ: 'The two passwords differ.',
  begin: 'Save and sign in',
  allOut: 'Every device that is signed in with this account is signed out.',
  until: (time) => `The link is good until ${time}.`,
  over: 'This link is not valid',
  overText:
    'It was used, replaced by a newer one, or its time is over. Ask the manager for another.',
  overReset: 'Forgot your password? Ask for a new link',
  toSignIn: 'To the sign-in page',
  checking: 'Looking at the link…',
  forgot: 'Forgot your password?',
  forgotHint: 'Enter your sign-in name or e-mail address. We send a link to choose a new one.',
  name: 'Sign-in name or e-mail',
  send: 'Send the link',
  empty: 'Enter the sign-in name or the e-mail address.',
  heard: 'If there is such an account with an address, the link is on its way.',
  heardHint:
    'It is good for 30 minutes. Look into the spam folder, too. Nothing there? Ask the manager.',
  wait: (seconds) => `Too many attempts. Try again in ${seconds} seconds.`,
  atBranch: 'Passwords are kept at head office.',
  atBranchHint:
    'Open the sign-in page of head office to ask for a link, or have your manager set a new one.',
  noMail: 'Ask your manager.',
  noMailHint: 'This shop sends no mail yet. The manager or the owner can give you a new link.',
};
