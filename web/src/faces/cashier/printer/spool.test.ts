// What the page asks of the spool, and in which order.
import { beforeEach, expect, it, vi } from 'vitest';
import type { JobView } from '../print/jobs';
import { Spool } from './spool.svelte';

const node = vi.hoisted(() => ({ jobs: [] as JobView[], asked: [] as string[] }));

function job(name: string, state: JobView['state'], more: Partial<JobView> = {}): JobView {
  const at = node.jobs.length + 1;
  const times = { created_at: at, changed_at: at };
  return { job: name, till: 1, what: 'receipt', copy: 0, attempts: 0, ...times, state, ...more };
}

vi.mock('../print/jobs', () => ({
  jobsOf: async () => [...node.jobs].reverse(),
  printTest: async () => {
    node.asked.push('test');
    const made = job('test', 'queued', { what: 'test' });
    node.jobs.push(made);
    return made;
  },
  retryJob: async (id: string) => void node.asked.push(`retry ${id}`),
  cancelJob: async (id: string) => void node.asked.push(`cancel ${id}`),
}));

beforeEach(() => {
  [node.jobs, node.asked] = [[], []];
});

it('calls the printer for what waits before a test page, because nothing overtakes it', async () => {
  node.jobs.push(job('old', 'queued', { attempts: 3, reason: 'timeout' }), job('new', 'queued'));
  const spool = new Spool(1);
  await spool.test();
  expect(node.asked).toEqual(['retry old', 'test']);
  expect(spool.outcome).toEqual({ kind: 'behind', others: 2, reason: 'timeout' });
  await spool.giveUp();
  expect(node.asked.at(-1)).toBe('cancel test');
});

it('prints a test page at once where nothing waits', async () => {
  node.jobs.push(job('done', 'printed'), job('fresh', 'queued'));
  await new Spool(1).test();
  expect(node.asked).toEqual(['test']);
});

it('shows a test page that still waits when the page is opened again', async () => {
  node.jobs.push(job('t', 'queued', { what: 'test', attempts: 1, reason: 'refused' }));
  const spool = new Spool(1);
  await spool.open();
  expect(spool.outcome).toEqual({ kind: 'silent', reason: 'refused', tries: 1 });
  await spool.tryNow();
  expect(node.asked).toEqual(['retry t']);
});

it('forgets what another printer said', async () => {
  node.jobs.push(job('done', 'printed'));
  const spool = new Spool(1);
  await spool.open();
  expect(spool.reach.state).toBe('connected');
  await spool.printerChanged();
  expect(spool.reach.state).toBe('unknown');
});
