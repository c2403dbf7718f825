// The outbox as the screen sees it: what waits, what was refused, and how one command stands.
import { isFull, type Device, type Waiting } from '../../../data/device';
import { DeviceFull, Outbox, type Outcome } from '../../../data/outbox';

/** Above this share of its room a device is said to be nearly full. */
const NEARLY = 0.9;
/** How often the room is looked at, milliseconds. */
const LOOK_MS = 60_000;

export class Pending {
  #rows = $state.raw<readonly Waiting[]>([]);
  #nearlyFull = $state(false);
  #tellRecorded: (answer: unknown) => void = () => undefined;

  constructor(
    readonly outbox: Outbox,
    private readonly device: Device,
  ) {}

  /** What no node has confirmed, the oldest first. */
  readonly waiting = $derived(this.#rows.filter((row) => !row.refused));
  /** What a node refused: somebody has to look at it. */
  readonly refused = $derived(this.#rows.filter((row) => row.refused));

  /** What this person made and no node has confirmed. */
  waitingOf(staff: number | undefined): readonly Waiting[] {
    return this.waiting.filter((row) => row.staff === staff);
  }

  /** The names of whoever else has to sign in before all is recorded; empty when nobody. */
  othersThan(staff: number | undefined): string {
    const others = this.waiting.filter((row) => row.staff !== staff);
    return [...new Set(others.map((row) => row.staffName))].join(', ');
  }

  /** Whether the node sees another session than this screen: it kept back this person's own. */
  strayed(staff: number | undefined): boolean {
    const kept = ['unauthenticated', 'somebody_else'];
    return this.waiting.some((row) => row.staff === staff && kept.includes(row.why?.code ?? ''));
  }

  get nearlyFull(): boolean {
    return this.#nearlyFull;
  }

  async open(): Promise<void> {
    this.outbox.onchange(() => void this.#read());
    await this.#read();
    // Asks that the browser does not clear this store by itself; where it cannot be asked
    // (plain http), what waits is cleared with the browser's data alone.
    await (navigator.storage as StorageManager | undefined)?.persist?.();
    void this.#look();
    setInterval(() => void this.#look(), LOOK_MS);
  }

  /** Calls back with the answer to a command that had waited. */
  onrecorded(tell: (answer: unknown) => void): void {
    this.#tellRecorded = tell;
  }

  async #read(): Promise<void> {
    const before = this.#rows;
    this.#rows = await this.outbox.all();
    const here = new Set(this.#rows.map((row) => row.command));
    for (const row of before.filter((row) => row.tries > 0 && !here.has(row.command))) {
      const done = await this.outbox.confirmed(row.command);
      if (done) this.#tellRecorded(done.answer);
    }
  }

  async #look(): Promise<void> {
    const room = await (navigator.storage as StorageManager | undefined)?.estimate?.();
    this.#nearlyFull = (room?.usage ?? 0) > (room?.quota ?? Infinity) * NEARLY;
  }

  /** Keeps a command and begins to send it; makes room once when there is none. */
  async add(waiting: Waiting): Promise<void> {
    try {
      await this.outbox.add(waiting);
    } catch (error) {
      if (!(error instanceof DeviceFull)) throw error;
      await this.#makeRoom();
      await this.outbox.add(waiting);
    }
  }

  /** Calls back with how a command stands, now and at each change; until the answer is called. */
  watch(command: string, tell: (outcome: Outcome) => void): () => void {
    const look = (): void => void this.outbox.outcomeOf(command).then(tell);
    look();
    return this.outbox.onchange(look);
  }

  /** What can be read from the node again gives way to what cannot. */
  async #makeRoom(): Promise<void> {
    this.#nearlyFull = true;
    try {
      await Promise.all([
        this.device.delete('kept', 'catalogue'),
        this.device.delete('kept', 'levels'),
        this.device.clear('confirmed'),
      ]);
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }
}
