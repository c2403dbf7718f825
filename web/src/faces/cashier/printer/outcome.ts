// What the spool's jobs say about a printer: what became of the test page, and whether the printer
// answered of late. Knows no screen and no word.
import type { JobView } from '../print/jobs';

/** What became of a test page. */
export type Outcome =
  /** It is on its way, and nothing speaks against it yet. */
  | { kind: 'sending' }
  /** Others come first. */
  | { kind: 'behind'; others: number; reason: string | undefined }
  /** The printer took nothing of it and is called again. */
  | { kind: 'silent'; reason: string | undefined; tries: number }
  /** The printer took nothing of it and is not called any more. */
  | { kind: 'failed'; reason: string | undefined; tries: number }
  /** Some of it may be on paper. */
  | { kind: 'unknown' }
  | { kind: 'printed'; at: number };

function isWaiting({ state }: JobView): boolean {
  return state === 'queued' || state === 'printing';
}

/** Whether nothing more comes of it without people. */
export function isOver(outcome: Outcome | undefined): boolean {
  return !outcome || !['sending', 'behind', 'silent'].includes(outcome.kind);
}

/** Jobs that wait, the first to be printed first. `jobs` come as the node lists them: newest first. */
export function waiting(jobs: readonly JobView[]): JobView[] {
  return jobs.filter(isWaiting).reverse();
}

function ofWaiting(job: JobView, jobs: readonly JobView[]): Outcome {
  const { reason, attempts, state } = job;
  // A call that is under way is counted already, and its reason is still that of the call before.
  const tries = state === 'printing' ? attempts - 1 : attempts;
  if (tries > 0 && reason) return { kind: 'silent', reason, tries };
  const queue = waiting(jobs);
  const others = queue.findIndex((one) => one.job === job.job);
  if (state === 'printing' || others < 1) return { kind: 'sending' };
  const [first] = queue;
  return { kind: 'behind', others, reason: first?.attempts ? first.reason : undefined };
}

/** What became of a job; nothing of one that was given up or that is not known any more. */
export function outcomeOf(jobs: readonly JobView[], id: string | undefined): Outcome | undefined {
  const job = jobs.find((one) => one.job === id);
  if (!job || job.state === 'cancelled') return undefined;
  if (isWaiting(job)) return ofWaiting(job, jobs);
  if (job.state === 'printed') return { kind: 'printed', at: job.changed_at };
  if (job.state === 'unknown') return { kind: 'unknown' };
  return { kind: 'failed', reason: job.reason, tries: job.attempts };
}

/** Whether a printer answered when it was last called, and when that was. */
export interface Reach {
  state: 'connected' | 'cut' | 'unknown';
  at?: number;
}

export function reachOf(jobs: readonly JobView[]): Reach {
  const called = jobs.filter(({ state, attempts, reason }) =>
    state === 'queued' ? attempts > 0 && reason : state === 'printed' || state === 'failed',
  );
  const last = called.reduce<JobView | undefined>(
    (newest, job) => (newest && newest.changed_at >= job.changed_at ? newest : job),
    undefined,
  );
  if (!last) return { state: 'unknown' };
  return { state: last.state === 'printed' ? 'connected' : 'cut', at: last.changed_at };
}
