// All parts of a till, made once and handed down by a typed context. Wires them to each other and
// holds nothing itself.
import { createContext } from 'svelte';
import { openDevice, type Device } from '../../../data/device';
import { aloneIn } from '../../../data/lock';
import { Outbox } from '../../../data/outbox';
import { language } from '../../../i18n/language.svelte';
import { Notes } from '../../../ui/kit/notes.svelte';
import { Aside } from './aside.svelte';
import { Basket } from './basket.svelte';
import { Desk } from './desk.svelte';
import { Live } from './live';
import { Pending } from './pending.svelte';
import { Pulse } from './pulse.svelte';
import { Route } from './route.svelte';
import { Shelf } from './shelf.svelte';
import { t } from '../words';

export interface Till {
  device: Device;
  desk: Desk;
  shelf: Shelf;
  basket: Basket;
  aside: Aside;
  pending: Pending;
  pulse: Pulse;
  live: Live;
  route: Route;
  notes: Notes;
}

export const [getTill, setTill] = createContext<Till>();

function outboxOf(device: Device): Outbox {
  const locks = (navigator as { locks?: LockManager }).locks;
  return new Outbox({
    device,
    alone: aloneIn(device, 'nusa.outbox', locks),
    send: ({ path, body, staff }, signal) => {
      const headers = {
        'content-type': 'application/json',
        'accept-language': language.current,
        'nusa-staff': String(staff),
      };
      return fetch(path, { method: 'POST', body, headers, signal });
    },
  });
}

/** Makes the parts. */
export async function makeTill(): Promise<Till> {
  const device = await openDevice();
  const shelf = new Shelf(device);
  return {
    device,
    shelf,
    desk: new Desk(device),
    basket: new Basket(shelf),
    aside: new Aside(device),
    pending: new Pending(outboxOf(device), device),
    pulse: new Pulse(),
    live: new Live(),
    route: new Route(),
    notes: new Notes(),
  };
}

/** Reads everything again: the node is here, or somebody has signed in. */
export async function readAgain(till: Till): Promise<void> {
  await till.desk.refresh();
  if (till.desk.info) till.shelf.setClock(till.desk.info.now);
  if (till.desk.stage !== 'work') return;
  till.live.begin();
  void till.pulse.beat();
  await Promise.all([till.shelf.refresh(), till.pending.outbox.hurry()]);
}

/** Opens with what the device kept, then with what the node says, and stays in touch. */
export async function begin(till: Till): Promise<void> {
  await Promise.all([till.shelf.open(), till.pending.open(), till.aside.read()]);
  till.basket.restore();
  await till.desk.open();
  till.live.on('catalogue', () => void till.shelf.refreshCatalogue());
  till.live.on('stock', () => void till.shelf.refreshLevels());
  for (const topic of ['shift', 'catalogue'] as const) {
    till.live.on(topic, () => void till.desk.refresh());
  }
  // The first order of a shop without tables brings the page on which it is paid.
  till.live.on('order', () => {
    if (till.desk.info?.serves_guests === false) void till.desk.refresh();
  });
  till.live.on('link', () => void till.pulse.beat());
  till.pending.onrecorded((answer) => {
    const { receipt_no: number } = answer as { receipt_no?: string };
    if (number) till.notes.done(t.recorded(number));
  });
  till.pulse.begin(() => void readAgain(till));
  // What a command met tells as much as a beat does.
  till.pending.outbox.onchange(() => {
    const silent = till.pending.waiting.some((row) => row.why?.code === 'network');
    if (silent && till.pulse.tokoHere) void till.pulse.beat();
    if (till.pending.strayed(till.desk.session?.staff)) void till.desk.refresh();
  });
}
