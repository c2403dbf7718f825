// The questions that are asked with products, as the node has them. There are few: the node gives
// them all at once.
import { api } from '../../../api/client';
import type { PageOf } from '../../../api/views';
import type { ModifierGroup } from '../shapes';

export async function modifierGroups(): Promise<readonly ModifierGroup[]> {
  const { items } = await api.get<PageOf<ModifierGroup>>('/api/v1/modifiers');
  return items;
}

/** Those in which every typed word stands, in the question or in an answer; asked ones first. */
export function found(groups: readonly ModifierGroup[], typed: string): ModifierGroup[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ name, options }: ModifierGroup): boolean => {
    const text = [name, ...options.map((option) => option.name)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return groups.filter(fits).sort((a, b) => Number(b.active) - Number(a.active));
}
