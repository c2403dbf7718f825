// The words of the page about the till's printer, in English.
import { plural } from '../../words/plural';
import type { PrinterWords } from './id';

export const en: PrinterWords = {
  title: 'Printer',
  none: 'No printer yet',
  tokoGone: 'Toko is away: the printer can be set up again once it is back.',
  path: {
    label: 'The way of a receipt to paper',
    sends: 'Sends the receipt',
    spools: 'Nothing in the queue',
    waits: (n) => `${plural(n, 'print', 'prints')} in the queue`,
    cable: 'Cable or Wi-Fi',
    answers: 'Answers',
    silent: 'Does not answer',
    untried: 'Not tried yet',
    at: (time) => `at ${time}`,
    unset: 'Not set up',
    printer: 'Network printer',
    browser: 'Prints by the browser',
  },
  form: {
    title: 'Printer of this till',
    hintNone: 'Without a printer, receipts are printed by the browser.',
    hintSet: 'The shop’s computer sends receipts to this address.',
    host: 'Address of the printer',
    hostPlaceholder: 'e.g. 192.168.1.40',
    hostHint: 'IP address or name of the printer in the shop’s network',
    hostMissing: 'Type the address of the printer.',
    hostBad: 'This is not an address. Example: 192.168.1.40',
    port: 'Port',
    portHint: '9100 for most',
    portBad: 'Type 1 to 65535.',
    paper: 'Paper width',
    paperHint: 'If the end of a line falls to the next, choose a narrower one.',
    paperBad: 'Choose a paper width.',
    letters: (n) => `${n} letters a line`,
    cut: 'Cut the paper',
    cutHint: 'This printer has a cutter.',
    drawer: 'Open the cash drawer',
    drawerHint: 'The drawer’s cable is in the printer. It opens when somebody pays in cash.',
    install: 'Set the printer',
    save: 'Save the changes',
    saved: 'The printer is saved',
    remove: 'Take the printer away',
    removeTitle: 'Take the printer away from this till?',
    removeText:
      'Receipts are then printed by the browser. What is in the queue stays unprinted until there is a printer again.',
    keep: 'Keep it',
    removed: 'The printer was taken away',
  },
  facts: {
    yes: 'Yes',
    no: 'No',
    ask: (names) =>
      `Only the branch manager or the owner may change the printer. Ask ${names} to sign in at this till.`,
    askSomebody: 'the branch manager',
    or: 'or',
  },
  auto: {
    title: 'After a receipt is paid',
    hint: 'For this device',
    label: 'Print receipts',
  },
  test: {
    title: 'Test',
    hint: 'One sample page. It is no receipt and is not recorded.',
    print: 'Print a test',
    again: 'Print again',
    saveFirst: 'Save first: the test uses the settings that are saved.',
    sending: 'Sending to the printer',
    sendingText: 'The shop’s computer calls the printer.',
    printed: (time) => `Printed at ${time}`,
    printedText: 'Look at the paper: the row of figures must fit in one line.',
    behind: 'Waiting its turn',
    behindText: (n) => `${plural(n, 'other print comes', 'other prints come')} first.`,
    silent: 'The printer does not answer',
    silentText: (n) => `Tried ${plural(n, 'time', 'times')}; it is tried again by itself.`,
    failedText: (n) => `Stopped after ${plural(n, 'time', 'times')}.`,
    unknown: 'Cut while printing',
    unknownText: 'It may be on paper already. Look first, then print again.',
    tryNow: 'Try now',
    giveUp: 'Cancel',
    reasons: {
      refused:
        'There is a device at that address, but this port is closed. Check the port, or the address belongs to another device.',
      timeout:
        'Nobody answers at that address. Check that the printer is on, that it is in the shop’s network, and that the address is right.',
      unreachable:
        'That address is not found in the shop’s network. Check the address and the network cable.',
      printer_missing: 'The printer was taken away from this till.',
    },
  },
  guide: {
    title: 'Find the printer’s address',
    hint: 'Once only, about five minutes',
    steps: [
      {
        title: 'Connect it to the shop’s network',
        text: 'Plug a network cable from the printer into the router that the shop’s computer uses too, or join the printer to the Wi-Fi as its manual says. A printer that has only USB or Bluetooth cannot be used here.',
      },
      {
        title: 'Print the printer’s own settings',
        text: 'Switch the printer off. Hold the FEED button, switch it on, and let go when paper begins to come out.',
      },
      {
        title: 'Copy the figures in the line IP Address',
        text: 'That is the printer’s address. The port stands on the same page; where it does not, use 9100.',
      },
      {
        title: 'Save, then print a test',
        text: 'The sample page comes out within a few seconds.',
      },
    ],
    slip: 'A sample of a printer’s settings page. The line IP Address says 192.168.1.40.',
  },
  trouble: {
    title: 'If the printer stays silent',
    points: [
      {
        title: 'A red or blinking light',
        text: 'The paper is used up or the lid is not shut. Open it, put in a roll, press until it clicks.',
      },
      {
        title: 'The network light is dark',
        text: 'Pull the network cable out of printer and router and plug it in again. Wait a minute.',
      },
      {
        title: 'It worked before',
        text: 'A printer’s address may change after a power cut. Print its settings again and compare. To keep the address, ask for a fixed one in the router (DHCP reservation).',
      },
    ],
    network: 'The maker’s own address',
    networkText:
      'The first three figures of the printer’s address must be those of the shop’s computer. If they differ, as in 192.168.123.100, change the printer’s address with its maker’s program.',
    shop: (address) => `Address of the shop’s computer: ${address}`,
  },
};
