// What somebody is called on a page: people by their name, and the program itself by a word.
import { t } from '../words';

/** Who does something at the node's own command line, as the node writes it. */
const CONSOLE = 'console';

export function personName(name: string): string {
  return name === CONSOLE ? t.console : name;
}
