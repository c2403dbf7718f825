// The codes of the tables and where they lead: the address that the node says phones reach it under,
// else that of this page, because a phone on the same network opens the same one.
import { BASE } from '../../../api/base';
import { api } from '../../../api/client';
import type { PageOf } from '../../../api/views';
import type { TableCode } from '../../../data/order-shapes';
import { byPlace } from '../../../data/tables';

/** All of them, as the tables stand on the board. */
export async function readCodes(): Promise<TableCode[]> {
  const { items } = await api.get<PageOf<TableCode>>('/api/v1/tables/codes');
  return items.sort(byPlace);
}

/** What the phone's camera opens. */
export function linkOf({ url, path }: TableCode, origin = location.origin): string {
  return url ?? origin + BASE + path;
}

/** Whether no phone reaches an address: it means the very computer that asks. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}

/** Whether a code leads phones nowhere. */
export function leadsNowhere(code: TableCode, origin = location.origin): boolean {
  return isLoopback(new URL(linkOf(code, origin)).hostname);
}

/** What makes the node listen to phones, for whoever runs it: on the port that this page came by. */
export function howToListen(port = location.port): string {
  return `nusa serve --listen 0.0.0.0:${port || '80'}`;
}
