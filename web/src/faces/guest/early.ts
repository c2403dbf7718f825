// Sits a new guest down while the face is still on its way: on a slow line the table is known when
// there is something to show it. A script of its own that the page loads first, so it imports nothing;
// `state/seated.ts` takes what it found.

/** Mirrors `ANSWER_MS` of the API's client. */
const ANSWER_MS = 10_000;

const [, base = '', table, code] =
  /^(.*?)\/meja\/([^/]+)\/([^/]+)\/?$/.exec(location.pathname) ?? [];

/** Whoever was here before brings their name along, and has the face already. */
function isKnown(): boolean {
  try {
    return localStorage.getItem('nusa.guest.person') !== null;
  } catch {
    return false;
  }
}

async function sit(): Promise<unknown> {
  const answer = await fetch(`${base}/api/v1/guest/session`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ table, code: decodeURIComponent(code ?? '') }),
    cache: 'no-store',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
}

if (code && !isKnown() && !('nusaSeated' in globalThis)) {
  // Nobody answered: the face asks again by itself. Where the face ran first it has asked already.
  Object.assign(globalThis, { nusaSeated: sit().catch(() => undefined) });
}

export {};
