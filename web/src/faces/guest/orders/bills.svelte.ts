// What the phone's table has to pay, as the node says it: read when the page opens, when an order or
// a call moved, and from time to time, because somebody may pay at the till meanwhile.
import { api, NoAnswer, Problem } from '../../../api/client';
import type { PageOf, View } from '../../../api/views';

export type TableBill = View<'GuestBillView'>;

/** How often it is read again, milliseconds. */
const AGAIN_MS = 20_000;

export class Bills {
  #rows = $state.raw<readonly TableBill[]>();

  /** Nothing before the node said so. */
  get rows(): readonly TableBill[] | undefined {
    return this.#rows;
  }

  /** Reads from time to time; gives what ends it. */
  begin(): () => void {
    const again = setInterval(() => void this.read(), AGAIN_MS);
    return () => clearInterval(again);
  }

  /** Silence leaves what was read. */
  async read(): Promise<void> {
    try {
      this.#rows = (await api.get<PageOf<TableBill>>('/api/v1/guest/bills')).items;
    } catch (error) {
      if (!(error instanceof NoAnswer) && !(error instanceof Problem)) throw error;
    }
  }
}
