// What people are told when somebody could not sign in or approve: how many tries are left, or how
// long to wait. Knows no screen.
import { Problem } from '../../api/client';
import { explain, type ProblemWords } from '../../i18n/explain';
import { w } from './words';

function number(fact: unknown): number | undefined {
  return typeof fact === 'number' ? fact : undefined;
}

/** Why somebody could not sign in or approve; a face may have further words of its own. */
export function whyNot(thrown: unknown, more: ProblemWords = {}): string {
  if (thrown instanceof Problem) {
    const left = number(thrown.facts['tries_left']);
    const seconds = number(thrown.facts['retry_after_s']);
    if (left !== undefined) return w.tries(left);
    if (seconds !== undefined) return w.wait(Math.ceil(seconds / 60));
  }
  return explain(thrown, { ...w.problems, ...more });
}
