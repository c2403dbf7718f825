// Ids that a device makes: UUIDv7, rising even within a millisecond. Works on plain http too,
// where `crypto.randomUUID` is missing.

const COUNTER_END = 0x1000;

let last = 0;
let counter = 0;

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The moment and the counter of the next id; the counter's overflow borrows a millisecond. */
function next(now: number): [at: number, counter: number] {
  if (now > last) {
    [last, counter] = [now, 0];
  } else if (++counter === COUNTER_END) {
    [last, counter] = [last + 1, 0];
  }
  return [last, counter];
}

/** A new id, greater than every one made before on this page. */
export function uuid7(now: number = Date.now()): string {
  const [at, count] = next(now);
  const time = at.toString(16).padStart(12, '0');
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const tail = hex(random);
  const version = `7${count.toString(16).padStart(3, '0')}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
