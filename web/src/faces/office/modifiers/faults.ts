// What is wrong with a question before it is sent, by the names of the fields that the node would
// refuse. Knows no words.
import type { ModifierDraft } from './draft.svelte';

export type Fault =
  'needed' | 'twice' | 'amount' | 'none' | 'number' | 'nought' | 'above' | 'unreachable';

/** Faults that are no news to whoever is still filling the form in. */
const LATER: readonly Fault[] = ['needed', 'none'];

export function isLater(fault: Fault): boolean {
  return LATER.includes(fault);
}

export function faultsOf(draft: ModifierDraft): Map<string, Fault> {
  const faults = new Map<string, Fault>();
  if (draft.name.trim() === '') faults.set('name', 'needed');
  if (draft.answers.length === 0) faults.set('options', 'none');
  const taken = new Set<string>();
  draft.answers.forEach(({ name, price }, index) => {
    const word = name.trim().toLowerCase();
    if (word === '') faults.set(`options[${index}].name`, 'needed');
    else if (taken.has(word)) faults.set(`options[${index}].name`, 'twice');
    if (price === undefined) faults.set(`options[${index}].price`, 'amount');
    taken.add(word);
  });
  for (const [field, fault] of ruleFaults(draft)) faults.set(field, fault);
  return faults;
}

function ruleFaults({ least, most, offered, answers }: ModifierDraft): [string, Fault][] {
  if (most === undefined) return [['most', 'number']];
  if (least === undefined) return [['least', 'number']];
  if (most === 0) return [['most', 'nought']];
  if (least > most) return [['least', 'above']];
  // Without any answer the missing answers are what is wrong.
  return answers.length > 0 && most > offered.length ? [['most', 'unreachable']] : [];
}
