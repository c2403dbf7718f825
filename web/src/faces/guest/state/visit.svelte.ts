// Whether this phone sits at a table, and at which. Joins by the code in the address, else by the
// session that the node remembers. Knows no menu and no order.
import { NoAnswer, Problem } from '../../../api/client';
import { BASE } from '../../../api/base';
import { forgetPerson, keepPerson, knownPerson, type Person } from './person';
import { node, type Seat } from './node';
import { takeSeated } from './seated';
import type { Branch, GuestView } from '../shapes';

export type Stage =
  | { at: 'asking' | 'silent' | 'void' | 'over' }
  | { at: 'door'; branch: Branch; typed: boolean }
  | { at: 'in'; guest: GuestView };

/** Table and code, as a table's QR code has them in the address. */
export function seatIn(path: string): Seat | undefined {
  const found = /\/meja\/([^/]+)\/([^/]+)\/?$/.exec(path);
  const [, table, code] = found ?? [];
  return table && code ? { table, code: decodeURIComponent(code) } : undefined;
}

const VOID = ['code_void', 'table_unknown'];

export class Visit {
  #stage = $state.raw<Stage>({ at: 'asking' });
  #person = $state.raw<Person>(knownPerson());

  get stage(): Stage {
    return this.#stage;
  }

  get person(): Person {
    return this.#person;
  }

  /** Finds out where this phone sits. */
  async begin(): Promise<void> {
    this.#stage = { at: 'asking' };
    const seat = seatIn(location.pathname);
    try {
      this.#enter(await this.#seated(seat));
    } catch (fault) {
      await this.#turnedAway(fault);
    }
  }

  async #seated(seat: Seat | undefined): Promise<GuestView> {
    if (!seat) return node.session();
    return (await takeSeated()) ?? node.join(seat, this.#person);
  }

  /** Sits down by what is typed; throws what stands in the way. */
  async sit(label: string): Promise<void> {
    this.#enter(await node.join({ label }, this.#person));
  }

  /** The sitting ended: the guests have left, or went to another table, where the node knows this phone. */
  async leave(): Promise<void> {
    try {
      this.#enter(await node.session());
    } catch (fault) {
      await this.#turnedAway(fault);
    }
  }

  /** Tells the node the name, and all of it where the guest consents; keeps it on the phone. */
  async introduce(person: Person): Promise<void> {
    const before = this.#person;
    // Whoever takes the consent back is forgotten, and says the name anew.
    if (before.consent && !person.consent) await node.forgetProfile();
    const guest = await node.rename(person.name);
    if (person.consent) await node.keepProfile(person);
    this.#know(person);
    this.#stage = { at: 'in', guest };
  }

  /** Forgets who this is, here and at the node. */
  async forget(): Promise<void> {
    await node.forgetProfile();
    forgetPerson();
    this.#person = knownPerson();
    if (this.#stage.at !== 'in') return;
    this.#stage = { at: 'in', guest: { ...this.#stage.guest, name: null } };
  }

  #know(person: Person): void {
    this.#person = person;
    keepPerson(person);
  }

  #enter(guest: GuestView): void {
    const { name } = this.#person;
    this.#know({ ...this.#person, name: guest.name ?? name });
    this.#hideCode();
    this.#stage = { at: 'in', guest };
  }

  /** A code in the address would be shared with the page; it is not needed again. */
  #hideCode(): void {
    if (seatIn(location.pathname)) history.replaceState(null, '', `${BASE}/meja`);
  }

  async #turnedAway(fault: unknown): Promise<void> {
    if (!(fault instanceof Problem)) {
      if (!(fault instanceof NoAnswer)) throw fault;
      this.#stage = { at: 'silent' };
    } else if (VOID.includes(fault.code)) {
      this.#hideCode();
      this.#stage = { at: 'void' };
    } else if (fault.code === 'sitting_over') {
      this.#stage = { at: 'over' };
    } else {
      await this.#openDoor();
    }
  }

  async #openDoor(): Promise<void> {
    try {
      const { branch, typed_tables: typed } = await node.door();
      this.#stage = { at: 'door', branch, typed };
    } catch {
      this.#stage = { at: 'silent' };
    }
  }
}
