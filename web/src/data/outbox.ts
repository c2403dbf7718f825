// Commands that a till has made and no node has confirmed. A command is on disk, with its id and
// its exact bytes, before it is first sent; it leaves when a node confirmed it. One that a node
// refuses is put aside with its reason and blocks none behind it. One that somebody else made waits
// until that person is signed in, because a fact bears the name of its session. Knows no screen
// and no sale.
import { isFull, type Confirmed, type Device, type Trouble, type Waiting } from './device';
import type { Alone } from './lock';
import { waitAfter } from './backoff';
import { judge, LATER, SILENCE, TORN, type Outcome } from './outcome';

export type { Outcome } from './outcome';

/** How long one try may take, milliseconds: what frees the lock when a node hangs. */
const TRY_MS = 8_000;
/** The least pause between two rounds, milliseconds: another tab may hold the lock. */
const LEAST_PAUSE_MS = 200;
/** Confirmed commands are remembered so that every tab hears of them; older ones go. */
const MAX_CONFIRMED = 500;

const UNTRIED: Trouble = { code: 'untried', title: '', facts: {} };
/** Troubles that are no word of the node's. */
const UNREACHED = new Set([UNTRIED, SILENCE, TORN].map((trouble) => trouble.code));

/** Sends the bytes of a command as its maker's, to whom alone the node answers; throws when nobody answers. */
export type Send = (waiting: Waiting, signal: AbortSignal) => Promise<Response>;

export interface OutboxParts {
  device: Device;
  send: Send;
  alone: Alone;
  now?: () => number;
  dice?: () => number;
}

/** Nothing was kept and nothing was sent: the device has no room. */
export class DeviceFull extends Error {
  constructor() {
    super('the device has no room for another command');
    this.name = 'DeviceFull';
  }
}

export class Outbox {
  readonly #device: Device;
  readonly #send: Send;
  readonly #now: () => number;
  readonly #dice: () => number;
  readonly #alone: Alone;
  readonly #tabs = new BroadcastChannel('nusa-outbox');
  readonly #listeners = new Set<() => void>();
  /** Answers that the device had no room for; this tab knows them all the same. */
  readonly #unkept = new Map<string, Confirmed>();
  readonly #idleWaiters: (() => void)[] = [];
  #running = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: OutboxParts) {
    this.#device = parts.device;
    this.#send = parts.send;
    this.#now = parts.now ?? Date.now;
    this.#dice = parts.dice ?? Math.random;
    this.#alone = parts.alone;
    this.#tabs.onmessage = () => this.#tellHere();
  }

  /** Calls back whenever something in it has changed, in whichever tab. */
  onchange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Everything in it, the oldest first. */
  async all(): Promise<Waiting[]> {
    const rows = await this.#device.getAll('outbox');
    return rows.sort((a, b) => a.at - b.at || (a.command < b.command ? -1 : 1));
  }

  /** The answer to a command that was confirmed. */
  async confirmed(command: string): Promise<Confirmed | undefined> {
    return this.#unkept.get(command) ?? (await this.#device.get('confirmed', command));
  }

  /**
   * Puts a command on disk, and only then begins to send it; `onchange` tells when `outcomeOf` may
   * have changed. Throws `DeviceFull` when it cannot be kept: then nothing was sent.
   */
  async add(waiting: Waiting): Promise<void> {
    await this.#put(waiting);
    this.#tell();
    void this.flush();
  }

  /** How a command stands. */
  async outcomeOf(command: string): Promise<Outcome> {
    const row = await this.#device.get('outbox', command);
    const done = await this.confirmed(command);
    if (done) return { kind: 'confirmed', answer: done.answer };
    const trouble = row?.why ?? UNTRIED;
    if (row?.refused) return { kind: 'refused', trouble };
    return { kind: 'later', trouble, reached: !UNREACHED.has(trouble.code) };
  }

  /** Tries a refused command again with the same bytes, or one that waits at once. */
  async retry(command: string): Promise<Outcome> {
    await this.#change(command, (row) => ({ ...row, refused: false, notBefore: 0 }));
    await this.flush();
    return this.outcomeOf(command);
  }

  /** Takes a refused command away. One that may have arrived is never taken away. */
  async drop(command: string): Promise<boolean> {
    const tx = this.#device.transaction('outbox', 'readwrite', { durability: 'strict' });
    const row = await tx.store.get(command);
    if (row?.refused) await tx.store.delete(command);
    await tx.done;
    this.#tell();
    return row?.refused ?? true;
  }

  /** Tries everything that is due. A call while another runs makes it run once more. */
  async flush(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#idle();
    }
    this.#running = true;
    clearTimeout(this.#timer);
    try {
      do {
        this.#again = false;
        await this.#alone(() => this.#round());
      } while (this.#again);
    } finally {
      this.#running = false;
      this.#idleWaiters.splice(0).forEach((wake) => wake());
      await this.#planNext();
    }
  }

  /** Everything that waits is due now: the node was seen again. */
  async hurry(): Promise<void> {
    const rows = (await this.all()).filter((row) => !row.refused && row.notBefore > 0);
    for (const row of rows) await this.#change(row.command, (now) => ({ ...now, notBefore: 0 }));
    await this.flush();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#tabs.close();
  }

  #idle(): Promise<void> {
    return new Promise((wake) => this.#idleWaiters.push(wake));
  }

  async #round(): Promise<void> {
    const due = (await this.all()).filter((row) => !row.refused && row.notBefore <= this.#now());
    if (due.length === 0) return;
    for (const row of due) {
      const outcome = await this.#try(row);
      await this.#settle(row, outcome);
      // Nobody is there: the others would only wait for nothing.
      if (outcome.kind === 'later' && !outcome.reached) return;
    }
  }

  async #try(row: Waiting): Promise<Outcome> {
    try {
      const response = await this.#send(row, AbortSignal.timeout(TRY_MS));
      return await judge(response);
    } catch {
      return LATER;
    }
  }

  async #settle(row: Waiting, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'confirmed') await this.#confirm(row.command, outcome.answer);
    else if (outcome.kind === 'refused') {
      await this.#change(row.command, (now) => ({ ...now, refused: true, why: outcome.trouble }));
    } else {
      const notBefore = this.#now() + waitAfter(row.tries, this.#dice);
      const why = outcome.trouble;
      await this.#change(row.command, (now) => ({ ...now, tries: now.tries + 1, notBefore, why }));
    }
    this.#tell();
  }

  async #confirm(command: string, answer: unknown): Promise<void> {
    const row = { command, at: this.#now(), answer };
    try {
      await this.#exchange(row);
      await this.#forgetOld();
    } catch (error) {
      if (!isFull(error)) throw error;
      this.#unkept.set(command, row);
      await this.#device.delete('outbox', command);
    }
  }

  /** The command leaves and its answer is remembered, in one transaction. */
  async #exchange(row: Confirmed): Promise<void> {
    const stores = ['outbox', 'confirmed'] as const;
    const tx = this.#device.transaction(stores, 'readwrite', { durability: 'strict' });
    await tx.objectStore('confirmed').put(row);
    await tx.objectStore('outbox').delete(row.command);
    await tx.done;
  }

  async #forgetOld(): Promise<void> {
    const tx = this.#device.transaction('confirmed', 'readwrite');
    let over = (await tx.store.count()) - MAX_CONFIRMED;
    let cursor = over > 0 ? await tx.store.index('at').openCursor() : null;
    while (cursor && over-- > 0) {
      await cursor.delete();
      cursor = await cursor.continue();
    }
    await tx.done;
  }

  async #put(waiting: Waiting): Promise<void> {
    try {
      const tx = this.#device.transaction('outbox', 'readwrite', { durability: 'strict' });
      await tx.store.put(waiting);
      await tx.done;
    } catch (error) {
      if (isFull(error)) throw new DeviceFull();
      throw error;
    }
  }

  async #change(command: string, change: (row: Waiting) => Waiting): Promise<void> {
    const tx = this.#device.transaction('outbox', 'readwrite', { durability: 'strict' });
    const row = await tx.store.get(command);
    if (row) await tx.store.put(change(row));
    await tx.done;
  }

  async #planNext(): Promise<void> {
    const waiting = (await this.all()).filter((row) => !row.refused);
    if (waiting.length === 0) return;
    const next = Math.min(...waiting.map((row) => row.notBefore));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), Math.max(LEAST_PAUSE_MS, next - this.#now()));
  }

  #tell(): void {
    this.#tabs.postMessage('changed');
    this.#tellHere();
  }

  #tellHere(): void {
    this.#listeners.forEach((listener) => listener());
  }
}
