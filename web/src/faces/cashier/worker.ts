// Asks the browser for the face's service worker, so that the till opens although the node is
// gone. On plain http there is none, and the till works without.

/** Where the node serves it, and the pages that it opens. */
const WORKER = '/kasir/sw.js';
const SCOPE = '/kasir';

/** Registers it, once the face's own files are no longer waited for. */
export async function useWorker(): Promise<void> {
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  if (!import.meta.env.PROD || !workers) return;
  try {
    await workers.register(WORKER, { scope: SCOPE });
  } catch {
    // Without it a reload needs the node; everything else goes on.
  }
}
