// Only one tab at a time does a thing. By the browser's locks where they are, else by a lease in
// the device's store that ends by itself when its tab dies.
import type { Device } from './device';
import { uuid7 } from './uuid7';

/** A lease that was not renewed ends after this many milliseconds. */
const LEASE_MS = 20_000;

interface Lease {
  owner: string;
  until: number;
}

/** Does the work while no other tab does; answers nothing when one does. */
export type Alone = <Value>(work: () => Promise<Value>) => Promise<Value | undefined>;

/** By Web Locks; waits for its turn, because the one that holds it may have read too early. */
function byLocks(locks: LockManager, name: string): Alone {
  return async (work) => locks.request(name, work);
}

async function take(device: Device, name: string, owner: string): Promise<boolean> {
  const tx = device.transaction('kept', 'readwrite');
  const held = (await tx.store.get(name)) as Lease | undefined;
  const free = !held || held.owner === owner || held.until < Date.now();
  if (free) await tx.store.put({ owner, until: Date.now() + LEASE_MS } satisfies Lease, name);
  await tx.done;
  return free;
}

async function release(device: Device, name: string, owner: string): Promise<void> {
  const tx = device.transaction('kept', 'readwrite');
  const held = (await tx.store.get(name)) as Lease | undefined;
  if (held?.owner === owner) await tx.store.delete(name);
  await tx.done;
}

function byLease(device: Device, name: string): Alone {
  const owner = uuid7();
  return async (work) => {
    if (!(await take(device, name, owner))) return undefined;
    const renew = setInterval(() => void take(device, name, owner), LEASE_MS / 4);
    try {
      return await work();
    } finally {
      clearInterval(renew);
      await release(device, name, owner);
    }
  };
}

/** The lock of this name. `locks` is what the browser offers: nothing on plain http. */
export function aloneIn(device: Device, name: string, locks: LockManager | undefined): Alone {
  return locks ? byLocks(locks, name) : byLease(device, name);
}
