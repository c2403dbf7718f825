// The badge tells the truth: what is heard, what is missed, and the worst of it.
import { expect, test } from 'vitest';
import { badgeOf, heard, missed, NOTHING_HEARD, type PusatSaid } from './link';

const said = (state: string, unsent = 0): PusatSaid => ({ state, unsent });
const here = (pusat?: PusatSaid) => heard(NOTHING_HEARD, 1000, 4, pusat);
const empty = { waiting: 0, refused: 0 };

test('one miss is a hiccup, two are gone, and then nothing old is believed', () => {
  const once = missed(here(said('connected')));
  expect([once.toko, once.pusat?.state]).toEqual(['here', 'connected']);
  const twice = missed(once);
  expect([twice.toko, twice.pusat, twice.heardAt]).toEqual(['gone', undefined, 1000]);
  expect(heard(twice, 2000, 3, said('connected'))).toMatchObject({ toko: 'here', misses: 0 });
});

test.each([
  ['nothing heard yet', NOTHING_HEARD, empty, 'starting'],
  ['the node answers and says nothing of the centre', here(), empty, 'starting'],
  ['all is sent', here(said('connected')), empty, 'all_sent'],
  ['facts are on their way', here(said('sending', 3)), empty, 'sending'],
  ['the centre is away, although nothing waits', here(said('offline')), empty, 'pusat_gone'],
  ['the centre is away and facts wait', here(said('offline', 9)), empty, 'pusat_gone'],
  ['a sale is not recorded', here(said('connected')), { waiting: 1, refused: 0 }, 'unrecorded'],
  ['a sale was refused', here(said('offline')), { waiting: 1, refused: 1 }, 'refused'],
  ['the node is gone', missed(missed(here())), { waiting: 2, refused: 1 }, 'toko_gone'],
] as const)('%s', (_, link, outbox, kind) => {
  expect(badgeOf(link, outbox)).toBe(kind);
});
