// Signing in at a till, by PIN or by password, and what people are told when it fails.
import { api } from '../../../api/client';
import { whyNot as why } from '../../who/why-not';
import type { Session } from '../state/views';
import { t } from '../words';

export function byPin(staff: number, pin: string): Promise<Session> {
  return api.post('/api/v1/session/pin', { staff, pin });
}

export function byPassword(login: string, password: string): Promise<Session> {
  return api.post('/api/v1/session', { login: login.trim(), password });
}

export function setPin(password: string, pin: string): Promise<unknown> {
  return api.put('/api/v1/session/pin', { password, pin });
}

/** Why it failed, with the till's own words where it has some. */
export function whyNot(thrown: unknown): string {
  return why(thrown, t.problems);
}
