// The codes of the tables and where they lead: the address of this page's own node, because a phone
// on the same network opens the same one.
import { BASE } from '../../../api/base';
import { api } from '../../../api/client';
import type { PageOf } from '../../../api/views';
import type { TableCode } from '../../../data/order-shapes';
import { byPlace } from '../spots';

/** All of them, as the tables stand on the board. */
export async function readCodes(): Promise<TableCode[]> {
  const { items } = await api.get<PageOf<TableCode>>('/api/v1/tables/codes');
  return items.sort(byPlace);
}

/** What the phone's camera opens. */
export function linkOf(code: TableCode, origin = location.origin): string {
  return origin + BASE + code.path;
}

/** Whether phones cannot reach an address: it means the very computer that asks. */
export function isLoopback(host = location.hostname): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}
