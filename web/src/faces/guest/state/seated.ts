// What the page's first script was answered when it sat the guest down (`early.ts`), to be taken once.
import { problemOf } from '../../../api/client';
import type { GuestView } from '../shapes';

interface Seated {
  status: number;
  body: unknown;
}

const page = globalThis as { nusaSeated?: Promise<Seated | undefined> };

/** The answer, as the API's client gives it; nothing where nobody asked or nobody answered. */
export async function takeSeated(): Promise<GuestView | undefined> {
  const asked = page.nusaSeated;
  // It stays known that somebody asked: the first script may run after the face did.
  page.nusaSeated = Promise.resolve(undefined);
  const seated = await asked;
  if (!seated) return undefined;
  if (seated.status >= 400) throw problemOf(seated.status, seated.body, null);
  return seated.body as GuestView;
}
