// Where tables are asked for and sent to: at the centre a branch is named, a branch means itself.
import type { ProblemWords } from '../../../i18n/explain';
import { explain } from '../../../i18n/explain';
import type { Command } from '../data/command.svelte';
import type { Office } from '../office.svelte';
import { t } from '../words';
import { w } from './words';

export function pathOf(office: Office, branch: number, table: string): string {
  const path = `/api/v1/tables/${table}`;
  return office.atCentre ? `${path}?branch=${branch}` : path;
}

/** Why a table was not taken; a house that is full says so in its own words. */
export function whyNot(command: Command): string {
  const words: ProblemWords = { ...t.problems, lines_too_many: w.tooMany };
  return explain(command.fault, words);
}
