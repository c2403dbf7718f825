// A table as somebody is setting it up: what is typed, and whether it can be sent. Knows no screen
// and sends nothing.

/** A table's own facts, by the words of the contract. */
export interface SetUp {
  area: string;
  label: string;
  seats: number;
  active: boolean;
}

const MOST_SEATS = 99;
const USUAL_SEATS = 4;

export class TableDraft {
  label = $state('');
  area = $state('');
  seats = $state('');
  active = $state(true);
  /** Somebody wanted to send it: what is missing may be said. */
  tried = $state(false);

  /** Of a table as it stands, or of a new one in the room where the others are. */
  constructor(before: SetUp | undefined, areas: readonly string[]) {
    this.label = before?.label ?? '';
    this.area = before?.area ?? areas[0] ?? '';
    this.seats = String(before?.seats ?? USUAL_SEATS);
    this.active = before?.active ?? true;
  }

  get isNameless(): boolean {
    return this.label.trim() === '';
  }

  get seatsWrong(): boolean {
    return this.#seats < 1 || this.#seats > MOST_SEATS;
  }

  get isWhole(): boolean {
    return !this.isNameless && !this.seatsWrong;
  }

  /** What is sent of it. */
  get made(): SetUp {
    const [area, label] = [this.area.trim(), this.label.trim()];
    return { area, label, seats: this.#seats, active: this.active };
  }

  get #seats(): number {
    const typed = this.seats.trim();
    return /^\d{1,2}$/.test(typed) ? Number(typed) : 0;
  }
}
