// What a guest's phone asks the node, route by route. Knows no state and no screen.
import { addressOf, api, ask, NoAnswer, problemOf } from '../../../api/client';
import type { View } from '../../../api/views';
import type { Cursor, DoorView, Draft, DraftWrite, GuestView, MenuView, TableNow } from '../shapes';
import type { Person } from './person';

const AT = '/api/v1/guest';
export const RATINGS_AT = `${AT}/ratings`;

/** The table by its code, or by what stands on it. */
export type Seat = { table: string; code: string } | { label: string };

export const node = {
  session: () => api.get<GuestView>(`${AT}/session`),
  door: () => api.get<DoorView>(`${AT}/door`),
  /** Sits down; a phone that was here before is known by its cookie. */
  join: (seat: Seat, { name }: Person) =>
    api.post<GuestView>(`${AT}/session`, name === '' ? seat : { ...seat, name }),
  rename: (name: string) => api.put<GuestView>(`${AT}/session`, { name }),
  /** What this phone may rate, and has rated. */
  ratings: () => api.get<View<'GuestRatingsView'>>(RATINGS_AT),
  table: () => api.get<TableNow>(`${AT}/table`),
  draft: (write: DraftWrite) => api.put<Draft>(`${AT}/draft`, write),
  /** Sends what was kept, byte by byte. */
  post: (path: string, body: string) => api.send<unknown>(path, body, 'application/json'),
  keepProfile: ({ name, email, phone }: Person) =>
    api.put<unknown>(`${AT}/profile`, {
      name,
      ...(email ? { email } : {}),
      ...(phone ? { phone } : {}),
      consent: true,
    }),
  forgetProfile: () => api.remove(`${AT}/profile`),
};

export const ORDERS_AT = `${AT}/orders`;
export const CALLS_AT = `${AT}/calls`;

/** Where a picture of the menu lies. */
export const PICTURES_AT = addressOf(`${AT}/pictures`);

/** The menu with its tag; nothing when it still is the one with this tag. */
export async function fetchMenu(
  tag: string | undefined,
): Promise<{ menu: MenuView; tag: string | undefined } | undefined> {
  const headers = tag === undefined ? {} : { 'if-none-match': tag };
  const response = await ask('GET', `${AT}/menu`, { headers });
  if (response.status === 304) return undefined;
  const body = (await response.json().catch(() => {
    throw new NoAnswer('unreadable');
  })) as MenuView;
  if (!response.ok) throw problemOf(response.status, body, response.headers.get('x-request-id'));
  return { menu: body, tag: response.headers.get('etag') ?? undefined };
}

/** Opens the live line of this phone's table behind a place in it. */
export function openLine(after: Cursor | undefined): WebSocket {
  const address = new URL(addressOf('/api/v1/live', { as: 'guest', after }), location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(address);
}
