// How sending a command ended: confirmed, refused for good, or not now. Reads the node's answer and
// decides nothing more; the queues that send know what to do with it.
import type { Trouble } from './device';

/** Refusals that mean "not now": the command is right and waits for somebody or something. */
const NOT_NOW = new Set([401, 408, 425, 429]);
/** Another person than the command's is signed in, so the node took nothing of it. */
const SOMEBODY_ELSE = 'somebody_else';

export const SILENCE: Trouble = { code: 'network', title: '', facts: {} };
export const TORN: Trouble = { code: 'unreadable', title: '', facts: {} };

/** How a try ended. */
export type Outcome =
  | { kind: 'confirmed'; answer: unknown }
  | { kind: 'refused'; trouble: Trouble }
  | { kind: 'later'; trouble: Trouble; reached: boolean };

/** Nobody answered. */
export const LATER: Outcome = { kind: 'later', trouble: SILENCE, reached: false };

function troubleOf(body: unknown, status: number): Trouble {
  const { code, title, type, detail, request, ...facts } = (body ?? {}) as Record<string, unknown>;
  void [type, detail, request];
  return {
    code: typeof code === 'string' ? code : `http_${status}`,
    title: typeof title === 'string' ? title : '',
    facts,
  };
}

/** What an answer means for its command. */
export async function judge(response: Response): Promise<Outcome> {
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    // A torn answer says nothing: the same bytes are sent again and answered alike.
    return { kind: 'later', trouble: TORN, reached: false };
  }
  if (response.ok) return { kind: 'confirmed', answer: body };
  const trouble = troubleOf(body, response.status);
  const waits = NOT_NOW.has(response.status) || trouble.code === SOMEBODY_ELSE;
  if (response.status >= 500 || waits) {
    return { kind: 'later', trouble, reached: true };
  }
  return { kind: 'refused', trouble };
}
