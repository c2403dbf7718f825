// Saves a branch as it was filled in: its region first where that is new, then the branch, then
// whom to call, which is no fact.
import { api, Problem } from '../../../api/client';
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

/** The branch's own row; its number, or nothing when it could not be saved. */
async function rowOf(
  draft: BranchDraft,
  command: Command,
  region: number,
): Promise<number | undefined> {
  const { id } = draft;
  const body = draft.body(region);
  if (id === undefined) {
    const made = await command.send<MasterAnswer>('post', '/api/v1/branches', body);
    return made && Number(made.rows.find(({ kind }) => kind === 'branch')?.id);
  }
  const done = await command.send<MasterAnswer>('put', `/api/v1/branches/${id}`, body);
  // Somebody may have changed no more than whom to call.
  const same = command.fault instanceof Problem && command.fault.code === 'nothing_changes';
  return done || same ? id : undefined;
}

/** The number of the saved branch; nothing when it could not be saved. */
export async function saveBranch(
  draft: BranchDraft,
  command: Command,
): Promise<number | undefined> {
  const region = await regionOf(draft, command);
  if (region === undefined) return undefined;
  const id = await rowOf(draft, command, region);
  if (id === undefined) return undefined;
  draft.id = id;
  const contact = { head: draft.head.trim(), phone: draft.phone.trim() };
  const told = await command.run(async () => {
    await api.put(`/api/v1/branches/${id}/contact`, contact);
    return true;
  });
  return told ? id : undefined;
}
