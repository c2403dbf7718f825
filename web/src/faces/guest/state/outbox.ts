// Orders and calls that no node has confirmed. Each is kept with its exact bytes before it is first
// sent, and sent again with the same bytes until there is an answer, also after a reload: the node
// knows the id in it and takes it once. Knows nothing of what is ordered.
import { forget, keep, recall } from './kept';
import { isLater, Trying } from './trying';

/** Something on its way. */
export interface Post<About> {
  path: string;
  /** The exact bytes: sent again and again, never written anew. */
  body: string;
  /** What people see of it meanwhile. */
  about: About;
}

interface Kept<About> {
  place: string;
  posts: Post<About>[];
}

export interface OutboxParts<About> {
  /** Under which name the phone keeps it. */
  keptAs: string;
  /** Table, sitting and guest: what another sitting left is not sent. */
  place: string;
  send: (post: Post<About>) => Promise<unknown>;
  confirmed: (post: Post<About>, answer: unknown) => void;
  refused: (post: Post<About>, fault: unknown) => void;
  changed: (posts: readonly Post<About>[]) => void;
}

export class Outbox<About> {
  readonly #parts: OutboxParts<About>;
  readonly #trying = new Trying(() => this.#next());
  #posts: readonly Post<About>[] = [];

  constructor(parts: OutboxParts<About>) {
    this.#parts = parts;
    const kept = recall<Kept<About>>(parts.keptAs);
    this.#set(kept?.place === parts.place ? kept.posts : []);
  }

  /** Keeps it, and only then begins to send it. */
  add(post: Post<About>): void {
    this.#set([...this.#posts, post]);
    void this.flush();
  }

  flush(): Promise<void> {
    return this.#trying.flush();
  }

  end(): void {
    this.#trying.end();
  }

  #set(posts: readonly Post<About>[]): void {
    this.#posts = posts;
    if (posts.length === 0) forget(this.#parts.keptAs);
    else keep(this.#parts.keptAs, { place: this.#parts.place, posts });
    this.#parts.changed(posts);
  }

  async #next(): Promise<boolean> {
    const [post] = this.#posts;
    if (!post) return false;
    let tell: () => void;
    try {
      const answer = await this.#parts.send(post);
      tell = () => this.#parts.confirmed(post, answer);
    } catch (fault) {
      if (isLater(fault)) throw fault;
      tell = () => this.#parts.refused(post, fault);
    }
    this.#set(this.#posts.filter((other) => other !== post));
    tell();
    return true;
  }
}
