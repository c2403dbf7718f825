// The table as it stands now: the board, kept true by the live line, and by asking while that is
// down. Knows no menu and no cart.
import { Problem } from '../../../api/client';
import type { Said } from '../shapes';
import { EMPTY_BOARD, heard, type Board } from './board';
import { Live } from './live';
import { node, openLine } from './node';

/** How often the table is asked for while the live line is down, milliseconds. */
const ASK_MS = 5_000;
/** How often the kitchen's waiting time is asked for while the line is up. */
const WAITING_MS = 60_000;
/** How often the clock of the page moves. */
const CLOCK_MS = 10_000;

export interface TableParts {
  /** The sitting that this phone knows it is in. */
  at: { table: string; sitting: number };
  /** The menu is another. */
  onmenu: () => void;
  /** The line is up again, or the phone woke: what waits may be sent. */
  onback: () => void;
  /** The guests of this sitting have left, or sit at another table now. */
  onover: () => void;
  /** The node does not know this phone any more. */
  onunknown: () => void;
}

export class Table {
  readonly #parts: TableParts;
  readonly #live: Live;
  #board = $state.raw<Board>(EMPTY_BOARD);
  #link = $state<'starting' | 'up' | 'lost'>('starting');
  #now = $state(Date.now());
  #askedAt = 0;

  constructor(parts: TableParts) {
    this.#parts = parts;
    this.#live = new Live({
      open: openLine,
      after: () => this.#board.cursor,
      hear: (said) => this.#hear(said),
      turned: (up) => this.#turn(up),
    });
  }

  get board(): Board {
    return this.#board;
  }

  /** Whether what is seen may be old. */
  get lost(): boolean {
    return this.#link === 'lost';
  }

  /** The moment, as often as people look at minutes. */
  get now(): number {
    return this.#now;
  }

  /** Begins to listen; gives what ends it. */
  begin(): () => void {
    const off = new AbortController();
    const listen = { signal: off.signal };
    addEventListener('online', () => this.#wake(), listen);
    addEventListener('offline', () => this.#live.drop(), listen);
    document.addEventListener('visibilitychange', () => this.#seen(), listen);
    const clock = setInterval(() => (this.#now = Date.now()), CLOCK_MS);
    const asking = setInterval(() => this.#askIfDue(), ASK_MS);
    this.#live.begin();
    void this.ask();
    return () => {
      off.abort();
      clearInterval(clock);
      clearInterval(asking);
      this.#live.end();
    };
  }

  /** Changes what is known, by an answer that the live line has not told of yet. */
  change(make: (board: Board) => Board): void {
    this.#board = make(this.#board);
  }

  /** Asks for the table: all of it while the line is down, else how long the kitchen takes. */
  async ask(): Promise<void> {
    this.#askedAt = Date.now();
    try {
      const { waiting, ...picture } = await node.table();
      if (this.#link !== 'up') this.#hear({ type: 'snapshot', ...picture });
      this.#board = { ...this.#board, waiting };
    } catch (fault) {
      this.#askedInVain(fault);
    }
  }

  #askedInVain(fault: unknown): void {
    if (!(fault instanceof Problem)) return;
    if (fault.code === 'sitting_over') this.#parts.onover();
    else if (fault.status === 401) this.#parts.onunknown();
  }

  #askIfDue(): void {
    if (document.visibilityState === 'hidden') return;
    const due = this.#link === 'up' ? WAITING_MS : ASK_MS;
    if (Date.now() - this.#askedAt >= due) void this.ask();
  }

  #seen(): void {
    if (document.visibilityState === 'visible') this.#wake();
  }

  #wake(): void {
    this.#now = Date.now();
    this.#live.wake();
    this.#parts.onback();
  }

  /** Whether the node shows another sitting: its guests went there. */
  #isElsewhere(): boolean {
    const { table: shown } = this.#board;
    const { table, sitting } = this.#parts.at;
    return shown !== undefined && (shown.table !== table || shown.sitting !== sitting);
  }

  #turn(up: boolean): void {
    this.#link = up ? 'up' : 'lost';
    if (up) this.#parts.onback();
  }

  #hear(said: Said): void {
    this.#board = heard(this.#board, said);
    if (said.type === 'over' || (said.type === 'snapshot' && this.#isElsewhere())) {
      this.#parts.onover();
    }
    if (said.type === 'hello' || (said.type === 'poke' && said.topic === 'menu')) {
      this.#parts.onmenu();
    }
    if (said.type === 'order') this.#now = Date.now();
  }
}
