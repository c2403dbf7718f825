// What problems about bills are called at the till. Knows no screen.
import type { ProblemWords } from '../../../i18n/explain';
import { t } from '../words';
import { m } from './words';

export function problems(): ProblemWords {
  return { ...t.problems, ...m.problems };
}
