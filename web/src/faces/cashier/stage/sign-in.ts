// Signing in at a till, by PIN or by password, and what people are told when it fails.
import { api, Problem } from '../../../api/client';
import { explain } from '../../../i18n/explain';
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

function number(fact: unknown): number | undefined {
  return typeof fact === 'number' ? fact : undefined;
}

/** Why somebody could not sign in or approve. */
export function whyNot(thrown: unknown): string {
  if (thrown instanceof Problem) {
    const [left, seconds] = [
      number(thrown.facts['tries_left']),
      number(thrown.facts['retry_after_s']),
    ];
    if (left !== undefined) return t.signIn.tries(left);
    if (seconds !== undefined) return t.signIn.wait(Math.ceil(seconds / 60));
  }
  return explain(thrown, t.problems);
}
