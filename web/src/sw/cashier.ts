// The cashier's service worker: the face opens although the node is gone. It keeps the files of
// one build and answers nothing but them; what is true comes from the node alone, so that the API
// is never touched here.
/// <reference lib="webworker" />
export {};

declare const self: ServiceWorkerGlobalScope;
/** The face's files, written in by the build. */
declare const __FILES__: string[];
/** The build, written in by the build. */
declare const __VERSION__: string;

const PREFIX = 'nusa-kasir-';
const KEPT = `${PREFIX}${__VERSION__}`;
const SHELL = '/kasir';

async function keepAll(): Promise<void> {
  const cache = await caches.open(KEPT);
  await cache.addAll(__FILES__.map((file) => new Request(file, { cache: 'reload' })));
  await self.skipWaiting();
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(KEPT);
  const found = await cache.match(address, { ignoreVary: true });
  return found ?? fetch(request);
}

/** A page of the face, whatever its address; files by their own. Nothing for the rest. */
function addressOf(request: Request): string | undefined {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return undefined;
  if (request.mode === 'navigate') return SHELL;
  return __FILES__.includes(pathname) ? pathname : undefined;
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
self.addEventListener('fetch', (event) => {
  const address = addressOf(event.request);
  if (address !== undefined) event.respondWith(kept(address, event.request));
});
