// What went wrong, as a sentence for people. A problem is told by its stable code where a
// dictionary has words for it, else by the title that the server wrote in the spoken language.
import { NoAnswer, Problem } from '../api/client';
import { shared } from './shared';

/** Words for codes of problems: a face has them for the problems that its people can mend. */
export type ProblemWords = Readonly<Record<string, string>>;

/** A sentence about anything that was thrown. */
export function explain(thrown: unknown, words: ProblemWords = {}): string {
  if (thrown instanceof Problem) return words[thrown.code] ?? (thrown.title || thrown.detail);
  if (thrown instanceof NoAnswer) return shared.failed[thrown.why];
  return shared.failed.unexpected;
}
