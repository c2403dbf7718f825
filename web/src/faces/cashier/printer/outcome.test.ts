// What is told of a printer by its jobs.
import { expect, it } from 'vitest';
import type { JobView } from '../print/jobs';
import { isOver, outcomeOf, reachOf, waiting, type Outcome } from './outcome';

let clock = 0;

/** A job; each is newer than the one before. */
function job(name: string, state: JobView['state'], more: Partial<JobView> = {}): JobView {
  clock += 1;
  const [created_at, changed_at] = [clock, clock];
  return {
    job: name,
    till: 1,
    what: 'test',
    copy: 0,
    attempts: 0,
    created_at,
    changed_at,
    state,
    ...more,
  };
}

/** As the node lists them. */
function newestFirst(...jobs: JobView[]): JobView[] {
  return [...jobs].sort((one, other) => other.created_at - one.created_at);
}

const older = job('struk', 'queued', { attempts: 2, reason: 'timeout' });
const refused = { reason: 'refused', attempts: 3 };

it.each<[what: string, jobs: JobView[], outcome: Outcome | undefined]>([
  ['nothing of an unknown job', [], undefined],
  ['that it was taken', [job('t', 'queued')], { kind: 'sending' }],
  ['that it is under way', [job('t', 'printing', { attempts: 1 })], { kind: 'sending' }],
  [
    'that others come first, and why those wait',
    [older, job('t', 'queued')],
    { kind: 'behind', others: 1, reason: 'timeout' },
  ],
  [
    'that the printer is silent',
    [job('t', 'queued', refused)],
    { kind: 'silent', reason: 'refused', tries: 3 },
  ],
  [
    'the same while it is called again',
    [job('t', 'printing', refused)],
    { kind: 'silent', reason: 'refused', tries: 2 },
  ],
  [
    'a fresh start after somebody tried again',
    [job('t', 'queued', { ...refused, attempts: 0 })],
    { kind: 'sending' },
  ],
  [
    'that the spool gave up',
    [job('t', 'failed', { reason: 'timeout', attempts: 8 })],
    { kind: 'failed', reason: 'timeout', tries: 8 },
  ],
  ['that it may be on paper', [job('t', 'unknown')], { kind: 'unknown' }],
  ['that it is printed', [job('t', 'printed', { changed_at: 90 })], { kind: 'printed', at: 90 }],
  ['nothing of what was given up', [job('t', 'cancelled')], undefined],
])('tells %s', (_, jobs, outcome) => {
  expect(outcomeOf(newestFirst(...jobs), 't')).toEqual(outcome);
});

it('knows what is over', () => {
  const kinds = ['sending', 'silent', 'printed', 'unknown'] as const;
  expect(kinds.map((kind) => isOver({ kind } as Outcome))).toEqual([false, false, true, true]);
  expect(isOver(undefined)).toBe(true);
});

it('lists what waits in the order of printing', () => {
  const jobs = newestFirst(job('a', 'queued'), job('b', 'printed'), job('c', 'printing'));
  expect(waiting(jobs).map((one) => one.job)).toEqual(['a', 'c']);
});

it('tells whether the printer answered when it was last called', () => {
  const printed = job('a', 'printed', { changed_at: 100 });
  const silent = job('b', 'queued', { ...refused, changed_at: 200 });
  expect(reachOf([])).toEqual({ state: 'unknown' });
  expect(reachOf([job('c', 'queued'), job('d', 'cancelled')])).toEqual({ state: 'unknown' });
  expect(reachOf([silent, printed])).toEqual({ state: 'cut', at: 200 });
  expect(reachOf([silent, { ...printed, changed_at: 300 }])).toEqual({
    state: 'connected',
    at: 300,
  });
});
