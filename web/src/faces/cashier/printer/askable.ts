// Whom a cashier asks for what only a manager of tills may do.
import type { TillPerson } from '../state/views';

/** More names than these say no more than "the branch manager". */
const MOST = 2;

/** The branch's managers, else its owners, by name; none where they are too many to be named. */
export function askable(people: readonly Pick<TillPerson, 'name' | 'roles'>[]): string[] {
  const named = (role: string): string[] =>
    people.filter(({ roles }) => roles.includes(role)).map(({ name }) => name);
  const managers = named('manager');
  const asked = managers.length > 0 ? managers : named('owner');
  return asked.length > MOST ? [] : asked;
}
