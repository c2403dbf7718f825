// The words of whoever does not sit at a table yet, in English.
import type { DoorWords } from './door.id';

export const en: DoorWords = {
  door: {
    staff: 'Staff? Sign in here',
    welcome: 'Welcome',
    typed: 'Which table are you at?',
    number: 'Table number',
    numberHint: 'It is written on the table.',
    sit: 'Open the menu',
    scan: 'Scan the QR code on your table',
    scanText: 'Open your camera, point it at the QR code on the table and tap the link.',
    void: 'This code is not valid any more',
    voidText: 'Scan the QR code on your table again, or ask the staff. They are glad to help.',
    over: 'Thank you for coming',
    overText: 'The orders of this table are settled. Hungry again? Scan the QR code on the table.',
    silent: 'Not connected yet',
    silentText: 'Make sure your phone is on the shop’s Wi-Fi, then try again.',
  },
  name: {
    title: 'What is your name?',
    text: 'So that the orders of your table are not mixed up.',
    label: 'Name',
    needed: 'A name is required.',
    more: 'Add an e-mail address or phone number',
    email: 'E-mail',
    phone: 'Phone number',
    optional: 'May be left empty.',
    wrongEmail: 'This e-mail address is not complete.',
    consent: 'The shop may keep this',
    consentText:
      'Without your consent, e-mail and phone number stay on this phone alone, and your visits are not kept.',
    start: 'See the menu',
  },
};
