// A till's cash period over HTTP, and the notes and coins it is counted in. Knows no screen.
import { api } from '../../../api/client';
import type { PageOf, View } from '../../../api/views';
import type { Attempt } from '../approval/approved-command.svelte';
import type { Pile } from '../../../money/coins';
import type { Amount } from '../../../money/settings';

export type CashKind = 'in' | 'out' | 'drop' | 'tips';

/** Rupiah notes and coins in circulation, the largest first. */
export const PIECES: readonly Amount[] = [
  100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100,
];

export function openShift(
  attempt: Attempt,
  till: number,
  float: Amount,
): Promise<View<'ShiftAnswer'>> {
  return api.post('/api/v1/shifts', { ...attempt, till, float });
}

export function bookCash(
  attempt: Attempt,
  cash: { till: number; kind: CashKind; amount: Amount; reason: string },
): Promise<View<'DoneView'>> {
  return api.post('/api/v1/shifts/cash', { ...attempt, ...cash });
}

export function closeShift(
  attempt: Attempt,
  till: number,
  denominations: readonly Pile[],
): Promise<View<'ShiftAnswer'>> {
  return api.post('/api/v1/shifts/close', { ...attempt, till, denominations });
}

export function readShift(shift: string): Promise<View<'ShiftDetail'>> {
  return api.get(`/api/v1/shifts/${shift}`);
}

export async function readShifts(): Promise<View<'ShiftView'>[]> {
  const page = await api.get<PageOf<View<'ShiftView'>>>('/api/v1/shifts', { limit: 20 });
  return page.items;
}

export function openDrawer(
  attempt: Attempt,
  drawer: { job: string; till: number; reason: string },
): Promise<unknown> {
  return api.post('/api/v1/drawer', { ...attempt, ...drawer });
}
