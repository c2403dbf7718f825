// The category that a product is saved with, made first where it is a new one.
import type { Command } from '../data/command.svelte';
import type { MasterAnswer } from '../shapes';
import { NEW_CATEGORY, type ProductDraft } from './draft.svelte';

/** The number of the draft's category; nothing when a new one could not be made. */
export async function categoryOf(
  draft: ProductDraft,
  command: Command,
  position: number,
): Promise<number | undefined> {
  if (draft.category !== NEW_CATEGORY) return Number(draft.category);
  const name = draft.categoryName.trim();
  const made = await command.send<MasterAnswer>('post', '/api/v1/categories', { name, position });
  const id = Number(made?.rows[0]?.id);
  if (!made) return undefined;
  draft.category = String(id);
  return id;
}
