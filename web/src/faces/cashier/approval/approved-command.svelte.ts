// A command that may need somebody's approval: sent once, sent again with the same id after
// silence, sent anew with another id once somebody has approved. Knows no route.
import { NoAnswer, Problem } from '../../../api/client';
import { uuid7 } from '../../../data/uuid7';
import { explain, type ProblemWords } from '../../../i18n/explain';
import { p } from '../page-words';
import { t } from '../words';
import type { Approved, Right } from '../../who/approve';

/** What is sent beside the command's own fields. */
export interface Attempt {
  command: string;
  approval?: string;
}

export class ApprovedCommand<Answer> {
  #attempt: Attempt | undefined;
  #busy = $state(false);
  #problem = $state<string>();
  #asks = $state<Right>();

  /** `send` must write the same bytes for the same attempt. */
  constructor(
    private readonly send: (attempt: Attempt) => Promise<Answer>,
    /** What problems are called here. */
    private readonly problems: () => ProblemWords = () => t.problems,
  ) {}

  get busy(): boolean {
    return this.#busy;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** The right that somebody has to approve with; nothing when nobody has to. */
  get asks(): Right | undefined {
    return this.#asks;
  }

  /** What is asked for has changed: it is another command. */
  changed(): void {
    this.#attempt = undefined;
    this.#problem = undefined;
  }

  dismissApproval(): void {
    this.#asks = undefined;
  }

  /** Sends; the answer, or nothing when people have been told why not. */
  async run(approved?: Approved): Promise<Answer | undefined> {
    if (approved) this.#attempt = { command: approved.command, approval: approved.approval };
    this.#attempt ??= { command: uuid7() };
    this.#asks = undefined;
    this.#problem = undefined;
    this.#busy = true;
    try {
      return await this.send(this.#attempt);
    } catch (error) {
      this.#failed(error);
      return undefined;
    } finally {
      this.#busy = false;
    }
  }

  #failed(error: unknown): void {
    if (error instanceof NoAnswer) {
      // It may have been done. The next press sends the same command, which is done once.
      this.#problem = p.sale.unknown;
      return;
    }
    this.#attempt = undefined;
    const right = error instanceof Problem ? error.facts['approval'] : undefined;
    if (typeof right === 'string') this.#asks = right as Right;
    else this.#problem = explain(error, this.problems());
  }
}
