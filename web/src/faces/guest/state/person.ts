// Who sits at this phone, kept on it. What the node keeps of them, it is given by consent alone.
import { forget, keep, recall } from './kept';

export interface Person {
  name: string;
  email: string;
  phone: string;
  /** Whether the shop may keep it. */
  consent: boolean;
}

const KEPT_AS = 'person';
const NOBODY: Person = { name: '', email: '', phone: '', consent: false };

export function knownPerson(): Person {
  return { ...NOBODY, ...recall<Person>(KEPT_AS) };
}

export function keepPerson(person: Person): void {
  keep(KEPT_AS, person);
}

export function forgetPerson(): void {
  forget(KEPT_AS);
}
