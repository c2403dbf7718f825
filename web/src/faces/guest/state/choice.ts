// What is chosen with a dish while its sheet is open, and whether that is enough. Knows no screen.
import type { Chosen, MenuGroup } from '../shapes';

/** Whether one option takes the place of another: the group asks for exactly one. */
export function isSingle({ most }: MenuGroup): boolean {
  return most === 1;
}

function ofGroup(chosen: readonly Chosen[], { group }: MenuGroup): Chosen[] {
  return chosen.filter((choice) => choice.group === group);
}

export function isChosen(chosen: readonly Chosen[], group: number, option: number): boolean {
  return chosen.some((choice) => choice.group === group && choice.option === option);
}

/** Whether no more of this group may be chosen. */
export function isFull(chosen: readonly Chosen[], group: MenuGroup): boolean {
  return !isSingle(group) && ofGroup(chosen, group).length >= group.most;
}

/** The choice after a press on an option. */
export function pressed(chosen: readonly Chosen[], group: MenuGroup, option: number): Chosen[] {
  const choice = { group: group.group, option };
  const without = chosen.filter((c) => c.group !== choice.group || c.option !== option);
  if (isSingle(group)) {
    const others = chosen.filter((c) => c.group !== group.group);
    const freed = group.least === 0 && without.length < chosen.length;
    return freed ? others : [...others, choice];
  }
  if (without.length < chosen.length) return without;
  return isFull(chosen, group) ? [...chosen] : [...chosen, choice];
}

/** The first group that still wants something. */
export function wanting(
  chosen: readonly Chosen[],
  groups: readonly MenuGroup[],
): MenuGroup | undefined {
  return groups.find((group) => ofGroup(chosen, group).length < group.least);
}
