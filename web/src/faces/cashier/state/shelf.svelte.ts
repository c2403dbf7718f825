// What this till sells and how much of it there is: read from the node, kept on the device, so
// that the till opens without the node too. Knows no screen.
import { api, NoAnswer, Problem } from '../../../api/client';
import type { View } from '../../../api/views';
import { Catalogue, type CatalogueColumns, type Product } from '../../../data/catalogue';
import { keep, recall, type Device } from '../../../data/device';
import type { Milli } from '../../../money/settings';

/** Everything is read again after so many milliseconds, poke or not. */
const AGAIN_MS = 30_000;
const MINUTE_MS = 60_000;
/** A shelf with no more than this is said to run low. */
export const LOW_MILLI = 10_000;

interface Levels {
  products: number[];
  level_milli: Milli[];
}

export class Shelf {
  #catalogue = $state.raw<Catalogue>();
  #levels = $state.raw<ReadonlyMap<number, Milli>>(new Map());
  #now = $state(Date.now());
  /** How far the node's clock is ahead of the device's, milliseconds. */
  #ahead = 0;

  constructor(private readonly device: Device) {}

  get catalogue(): Catalogue | undefined {
    return this.#catalogue;
  }

  /** The moment prices are chosen for, on the node's clock; it moves when a minute ends or a price does. */
  get now(): number {
    return this.#now;
  }

  /** The node's clock, because a device's own may be wrong. */
  setClock(now: number): void {
    this.#ahead = now - Date.now();
    this.#tick(true);
  }

  /** What lies on the shelf; nothing where no stock is kept or none is known. */
  level(product: Product): Milli | undefined {
    return product.stocked ? this.#levels.get(product.id) : undefined;
  }

  /** Whether the branch refuses to sell what is not there. */
  get strict(): boolean {
    return this.#catalogue?.branch.stock_policy === 'strict';
  }

  /** Opens with what the device kept. */
  async open(): Promise<void> {
    const columns = await recall<CatalogueColumns>(this.device, 'catalogue');
    if (columns?.branch) this.#catalogue = new Catalogue(columns, columns.branch);
    this.#take(await recall<Levels>(this.device, 'levels'));
    // A price that begins, at whatever second, begins on the screen within a second of it.
    setInterval(() => this.#tick(false), 1_000);
    setInterval(() => void this.refresh(), AGAIN_MS);
  }

  /** Reads both again. Silence of the node changes nothing. */
  async refresh(): Promise<void> {
    await Promise.all([this.refreshCatalogue(), this.refreshLevels()]);
  }

  async refreshCatalogue(): Promise<void> {
    const since = this.#catalogue?.cursor;
    const columns = await quietly(api.get<CatalogueColumns>('/api/v1/catalogue', { since }));
    if (!columns?.reset) return;
    const branch: View<'BranchView'> | undefined = columns.branch ?? this.#catalogue?.branch;
    if (!branch) return;
    this.#catalogue = new Catalogue(columns, branch);
    this.#tick(true);
    await keep(this.device, 'catalogue', { ...columns, branch });
  }

  async refreshLevels(): Promise<void> {
    const levels = await quietly(api.get<Levels>('/api/v1/stock/levels'));
    if (!levels) return;
    this.#take(levels);
    await keep(this.device, 'levels', levels);
  }

  #tick(always: boolean): void {
    const now = Date.now() + this.#ahead;
    const minute = (at: number): number => Math.floor(at / MINUTE_MS);
    const due = this.#catalogue?.changesAfter(this.#now) ?? Infinity;
    if (always || now >= due || minute(now) !== minute(this.#now)) this.#now = now;
  }

  #take(levels: Levels | undefined): void {
    if (!levels) return;
    this.#levels = new Map(levels.products.map((id, n) => [id, levels.level_milli[n] ?? 0]));
  }
}

/** The answer, or nothing when the node says no or nothing: what is shown stays as it was. */
async function quietly<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Problem || error instanceof NoAnswer) return undefined;
    throw error;
  }
}
