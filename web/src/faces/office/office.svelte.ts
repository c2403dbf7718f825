// What every page of the office has at hand: who is signed in, where they are, the addresses, the
// messages and the news of the node. Handed down by context, never global.
import { createContext } from 'svelte';
import { Notes } from '../../ui/kit/notes.svelte';
import { Live } from './data/live.svelte';
import { CENTRE, Places } from './data/places.svelte';
import type { Router } from './data/router.svelte';
import type { Right, Session } from './shapes';

export class Office {
  readonly notes = new Notes();
  readonly live = new Live();
  readonly places = new Places();

  constructor(
    readonly session: Session,
    readonly router: Router,
    /** Ends the sign-in and shows the first page. */
    readonly signOut: (why?: string) => Promise<void>,
  ) {}

  /** Whether this node is the centre. */
  get atCentre(): boolean {
    return this.session.branch === CENTRE;
  }

  may(right: Right): boolean {
    return this.session.rights.includes(right);
  }

  /** Whether somebody may do this here, and it is done at the centre alone. */
  mayAtCentre(right: Right): boolean {
    return this.atCentre && this.may(right);
  }

  /** The clock of this node, minutes east of UTC. */
  get offset(): number {
    return this.places.offsetOf(this.session.branch);
  }

  /** The business day that runs where the page looks: at its branch, at this node's, or anywhere. */
  get today(): string {
    const looked = Number(this.router.query.get('branch'));
    return this.places.today(looked || this.session.branch);
  }
}

export const [useOffice, giveOffice] = createContext<Office>();
