// The node's print spool: what shall be on paper, and how that stands. A job's id is made here,
// so that asking twice prints once.
import { api } from '../../../api/client';
import { uuid7 } from '../../../data/uuid7';
import { language } from '../../../i18n/language.svelte';

export type Printed = 'receipt' | 'void' | 'refund' | 'x' | 'z' | 'cash' | 'bill' | 'test';

export interface JobView {
  job: string;
  till: number;
  what: Printed;
  doc?: string;
  copy: number;
  state: 'queued' | 'printing' | 'printed' | 'failed' | 'unknown' | 'cancelled';
  reason?: string;
  attempts: number;
  created_at: number;
  changed_at: number;
}

/** Puts a paper into the spool. */
export function print(till: number, what: Printed, doc?: string, off?: object): Promise<JobView> {
  const job = { job: uuid7(), till, what, doc, off, lang: language.current };
  return api.post('/api/v1/print-jobs', job);
}

export function printTest(till: number): Promise<JobView> {
  return print(till, 'test');
}

/** The jobs of a till, the newest first. */
export async function jobsOf(till: number): Promise<JobView[]> {
  const page = await api.get<{ items: JobView[] }>('/api/v1/print-jobs', { till });
  return page.items;
}

export function retryJob(job: string): Promise<JobView> {
  return api.post(`/api/v1/print-jobs/${job}/retry`, {});
}

export function cancelJob(job: string): Promise<JobView> {
  return api.post(`/api/v1/print-jobs/${job}/cancel`, {});
}
