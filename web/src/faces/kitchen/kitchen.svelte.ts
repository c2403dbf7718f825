// The kitchen's own state on top of the desk: which station is shown, which ticket is chosen, what
// can be brought back, what was called off. Turns presses into steps of orders.
import { createContext } from 'svelte';
import { api } from '../../api/client';
import type { PageOf } from '../../api/views';
import type { OrderView, StationView } from '../../data/order-shapes';
import type { StaffDesk } from '../staff/desk.svelte';
import { placeOf } from '../staff/place';
import { Bell } from './bell.svelte';
import { owedLines, ownLines, ticketsOf, toCook, type Shown, type TicketLine } from './board';
import { Bumps, type Bump } from './bumps.svelte';
import type { Heard, News } from './news.svelte';
import { t } from './words';

const KEPT_AS = 'nusa.kitchen.station';
/** Stations change rarely: they are read again after so many milliseconds. */
const STATIONS_MS = 60_000;

function keptStation(): string | undefined {
  try {
    return localStorage.getItem(KEPT_AS) ?? undefined;
  } catch {
    return undefined;
  }
}

export class Kitchen implements Heard {
  readonly bell = new Bell();
  readonly bumps = new Bumps();
  #stations = $state.raw<readonly StationView[]>([]);
  #chosen = $state(keptStation());
  #picked = $state<string>();
  #said = $state('');
  #news = $state.raw<News>();

  readonly #station: Shown = $derived(
    this.#stations.find((station) => station.station === this.#chosen),
  );
  readonly #tickets = $derived.by(() => ticketsOf(this.desk.house, this.#station));

  constructor(readonly desk: StaffDesk) {}

  /** Reads the stations now and again; gives what ends it. */
  begin(): () => void {
    void this.#readStations();
    const timer = setInterval(() => void this.#readStations(), STATIONS_MS);
    return () => clearInterval(timer);
  }

  get stations(): readonly StationView[] {
    return this.#stations;
  }

  get station(): Shown {
    return this.#station;
  }

  get tickets(): readonly OrderView[] {
    return this.#tickets;
  }

  get totals() {
    return toCook(this.#tickets, this.#station);
  }

  /** Called-off orders that concern the station. */
  get cancelled(): readonly OrderView[] {
    const cancelled = this.#news?.cancelled ?? [];
    return cancelled.filter((order) => ownLines(order, this.#station).length > 0);
  }

  /** From now on it knows of what has come and what was called off. */
  hear(news: News): News {
    this.#news = news;
    return news;
  }

  /** Somebody has read that it was called off. */
  understood(order: OrderView): void {
    this.#news?.understood(order);
  }

  /** The ticket that the keyboard has chosen. */
  get picked(): string | undefined {
    return this.#picked;
  }

  /** What a screen reader hears. */
  get said(): string {
    return this.#said;
  }

  countOf(station: Shown): number {
    return ticketsOf(this.desk.house, station).length;
  }

  show(station: Shown): void {
    this.#chosen = station?.station;
    this.#picked = undefined;
    try {
      localStorage.setItem(KEPT_AS, station?.station ?? '');
    } catch {
      // The next start shows the whole kitchen.
    }
  }

  pick(order: string | undefined): void {
    this.#picked = order;
  }

  /** The one thing a ticket's button does: begin it, else close what this station owes. */
  async press(order: OrderView): Promise<void> {
    if (order.state === 'placed') await this.desk.step(order, { kind: 'start' });
    else await this.#close(order, owedLines(order, this.#station));
  }

  /** A line is done, or not done after all. */
  async tap(order: OrderView, line: TicketLine): Promise<void> {
    if (line.done) await this.desk.step(order, { kind: 'recall', lines: [line.n] });
    else await this.#close(order, [line]);
  }

  async bringBack(bump: Bump): Promise<void> {
    this.bumps.remove(bump);
    const { order, lines } = bump;
    const known = this.desk.house.orders.get(order.order) ?? order;
    const outcome = await this.desk.step(known, { kind: 'recall', lines });
    if (outcome.kind !== 'refused') this.desk.notes.done(t.recalled(placeOf(order)));
    else if (!this.desk.isAlready(outcome)) this.desk.notes.wrong(this.desk.why(outcome) ?? '');
  }

  async #close(order: OrderView, owed: readonly TicketLine[]): Promise<void> {
    const lines = owed.map((line) => line.n);
    const bump = { order, lines, at: this.desk.now };
    this.bumps.add(bump);
    const outcome = await this.desk.step(order, { kind: 'ready', lines });
    if (outcome.kind !== 'refused') return;
    this.bumps.remove(bump);
    if (!this.desk.isAlready(outcome)) this.desk.notes.wrong(this.desk.why(outcome) ?? '');
  }

  oncome(order: OrderView): void {
    const lines = ownLines(order, this.#station);
    if (lines.length === 0) return;
    this.#said = t.arrived(placeOf(order), lines.length);
    this.bell.ring();
  }

  oncancel(order: OrderView): void {
    this.#said = t.cancelled(placeOf(order));
    this.bell.ring();
  }

  async #readStations(): Promise<void> {
    try {
      const { items } = await api.get<PageOf<StationView>>('/api/v1/stations');
      this.#stations = items.filter((station) => station.active);
    } catch {
      // The kitchen goes on with the stations that it knows.
    }
  }
}

export const [useKitchen, giveKitchen] = createContext<Kitchen>();
