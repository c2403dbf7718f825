// A printer as it is being filled in: from the one that is set, or from what most shops have.
import type { View } from '../../../api/views';
import { readAddress } from './address';

export type Printer = View<'PrinterView'>;

/** Letters in a line that printers have; the node takes no others. */
export const COLUMNS = [32, 48, 42] as const;

/** What most shops have: the port on which printers take raw bytes, and a cutter. */
const USUAL: Printer = { host: '', port: 9100, columns: 32, cut: true, drawer: false };

/** The paper on which so many letters fit in a line, millimetres. */
export function paperOf(columns: number): 58 | 80 {
  return columns === 32 ? 58 : 80;
}

export class PrinterDraft {
  host = $state('');
  port = $state('');
  columns = $state(USUAL.columns);
  cut = $state(USUAL.cut);
  drawer = $state(USUAL.drawer);
  #set = $state.raw<Printer>(USUAL);

  constructor(set: Printer | undefined) {
    this.#fill(set ?? USUAL);
  }

  /** Another printer is set now, or none. What was typed and not saved stays. */
  take(set: Printer | undefined): void {
    const isTyped = this.isChanged;
    this.#set = set ?? USUAL;
    if (!isTyped) this.#fill(this.#set);
  }

  #fill(set: Printer): void {
    this.#set = set;
    this.host = set.host;
    this.port = String(set.port);
    this.columns = set.columns;
    this.cut = set.cut;
    this.drawer = set.drawer;
  }

  /** What differs from the printer that is set, or from what most shops have. */
  get changed(): Record<keyof Printer, boolean> {
    const set = this.#set;
    return {
      host: this.host.trim() !== set.host,
      port: this.port.trim() !== String(set.port),
      columns: this.columns !== set.columns,
      cut: this.cut !== set.cut,
      drawer: this.drawer !== set.drawer,
    };
  }

  get isChanged(): boolean {
    return Object.values(this.changed).includes(true);
  }

  /** Writes the address as the node takes it; a port that stood in it goes to its own field. */
  tidy(): void {
    const { host, port } = readAddress(this.host);
    this.host = host;
    this.port = (port ?? this.port).trim() || String(USUAL.port);
  }

  /** What is sent; nothing while the port is no number. The node judges the rest. */
  body(): Printer | undefined {
    this.tidy();
    if (!/^\d{1,9}$/.test(this.port)) return undefined;
    const { host, columns, cut, drawer } = this;
    return { host, port: Number(this.port), columns, cut, drawer };
  }
}
