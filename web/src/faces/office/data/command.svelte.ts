// One thing that a page asks the node to do: its id is made before the first send and kept while
// nobody knows whether it arrived, so that pressing again cannot do it twice.
import { api, Problem } from '../../../api/client';
import { uuid7 } from '../../../data/uuid7';
import { explain } from '../../../i18n/explain';
import { t } from '../words';

type Verb = 'post' | 'put';

export class Command {
  #busy = $state(false);
  #fault = $state.raw<unknown>();
  #open: { what: string; id: string } | undefined;

  get busy(): boolean {
    return this.#busy;
  }

  get fault(): unknown {
    return this.#fault;
  }

  /** Why it did not work, in the spoken language. */
  get problem(): string | undefined {
    return this.#fault === undefined ? undefined : explain(this.#fault, t.problems);
  }

  /** What is wrong with a field of the form; names of fields as the node writes them. */
  at(field: string): string | undefined {
    if (!(this.#fault instanceof Problem) || this.#fault.field !== field) return undefined;
    return explain(this.#fault, t.problems);
  }

  /** Whether a problem names one of these fields, so that it need not be told twice. */
  isAt(...fields: readonly string[]): boolean {
    return this.#fault instanceof Problem && fields.includes(this.#fault.field ?? '');
  }

  clear(): void {
    this.#fault = undefined;
  }

  /** Shows something wrong that was found before anything was sent. */
  refuse(fault: unknown): void {
    this.#fault = fault;
  }

  /** Sends a command; the answer, or nothing when it did not work. */
  async send<Answer>(verb: Verb, path: string, body: object = {}): Promise<Answer | undefined> {
    const what = `${verb} ${path} ${JSON.stringify(body)}`;
    const id = this.#open?.what === what ? this.#open.id : uuid7();
    this.#open = { what, id };
    return this.run(async () => {
      const answer = await api[verb]<Answer>(path, { command: id, ...body });
      this.#open = undefined;
      return answer;
    });
  }

  /** Does something that is no command, such as an upload; one at a time. */
  async run<Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#busy) return undefined;
    this.#busy = true;
    this.#fault = undefined;
    try {
      return await work();
    } catch (fault) {
      if (fault instanceof Problem) this.#open = undefined;
      this.#fault = fault;
      return undefined;
    } finally {
      this.#busy = false;
    }
  }
}
