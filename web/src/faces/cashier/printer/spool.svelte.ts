// The jobs of this till's printer as its page shows them, and the test page among them.
import { cancelJob, jobsOf, printTest, retryJob, type JobView } from '../print/jobs';
import { isOver, outcomeOf, reachOf, waiting, type Outcome, type Reach } from './outcome';

/** How often the jobs are read while a test page is under way, milliseconds; a poke comes sooner. */
const LOOK_MS = 2_000;

export class Spool {
  #jobs = $state.raw<readonly JobView[]>([]);
  #test = $state<string>();
  /** What was said until then was said by another printer, epoch ms of the node. */
  #since = $state(0);

  constructor(private readonly till: number) {}

  get jobs(): readonly JobView[] {
    return this.#jobs;
  }

  /** What became of the test page; nothing before there is one. */
  get outcome(): Outcome | undefined {
    return outcomeOf(this.#jobs, this.#test);
  }

  /** Whether the printer that is set answered when it was last called. */
  get reach(): Reach {
    return reachOf(this.#jobs.filter((job) => job.changed_at > this.#since));
  }

  /** Begins with what the node has: a test page that still waits is shown again. */
  async open(): Promise<void> {
    await this.read();
    this.#test ??= waiting(this.#jobs).find((job) => job.what === 'test')?.job;
  }

  async read(): Promise<void> {
    try {
      this.#jobs = await jobsOf(this.till);
    } catch {
      // What is shown stays; it is read again.
    }
  }

  /** Reads from time to time while a test page is under way, until the answer is called. */
  watch(): () => void {
    if (isOver(this.outcome)) return () => undefined;
    const looking = setInterval(() => void this.read(), LOOK_MS);
    return () => clearInterval(looking);
  }

  /** Another printer is set: what the one before said no longer holds, and what waits goes to it. */
  async printerChanged(): Promise<void> {
    this.#since = Math.max(0, ...this.#jobs.map((job) => job.changed_at));
    if (isOver(this.outcome)) this.#test = undefined;
    await this.hurry();
    await this.read();
  }

  /** Calls the printer now for the first that waits: what comes behind it goes no sooner. */
  async hurry(): Promise<void> {
    const [first] = waiting(this.#jobs);
    if (first?.state !== 'queued' || first.attempts === 0) return;
    // It may have been printed meanwhile; then nothing has to be hurried.
    await retryJob(first.job).catch(() => undefined);
  }

  /** Prints a test page. */
  async test(): Promise<void> {
    await this.read();
    await this.hurry();
    const job = await printTest(this.till);
    this.#jobs = [job, ...this.#jobs];
    this.#test = job.job;
    await this.read();
  }

  /** Calls the printer for the test page at once. */
  async tryNow(): Promise<void> {
    await this.hurry();
    if (this.#test !== undefined && this.outcome?.kind === 'failed') await retryJob(this.#test);
    await this.read();
  }

  /** Gives the test page up. */
  async giveUp(): Promise<void> {
    if (this.#test !== undefined) await cancelJob(this.#test);
    await this.read();
  }
}
