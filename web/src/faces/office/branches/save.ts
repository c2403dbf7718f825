// Saves a branch as it was filled in: its region first where that is new, then the branch, then
// whom to call, which is no fact.
import { api } from '../../../api/client';
import type { Command } from '../data/command.svelte';
import type { MasterAnswer } from '../shapes';
import { NEW_REGION, type BranchDraft } from './draft.svelte';

async function regionOf(draft: BranchDraft, command: Command): Promise<number | undefined> {
  if (draft.region !== NEW_REGION) return Number(draft.region);
  const name = draft.regionName.trim();
  const made = await command.send<MasterAnswer>('post', '/api/v1/regions', { name });
  if (!made) return undefined;
  draft.region = made.rows[0]?.id ?? '';
  return Number(draft.region);
}

/** The number of the saved branch; nothing when it could not be saved. */
export async function saveBranch(
  draft: BranchDraft,
  command: Command,
  id: number | undefined,
): Promise<number | undefined> {
  const region = await regionOf(draft, command);
  if (region === undefined) return undefined;
  const [verb, path] =
    id === undefined
      ? (['post', '/api/v1/branches'] as const)
      : (['put', `/api/v1/branches/${id}`] as const);
  const made = await command.send<MasterAnswer>(verb, path, draft.body(region));
  if (!made) return undefined;
  const saved = id ?? Number(made.rows.find(({ kind }) => kind === 'branch')?.id);
  const contact = { head: draft.head.trim(), phone: draft.phone.trim() };
  const told = await command.run(async () => {
    await api.put(`/api/v1/branches/${saved}/contact`, contact);
    return true;
  });
  return told ? saved : undefined;
}
