// What a node needs of this machine: the program, an empty directory, a free port, and patience
// that ends. Knows no node.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The program: the one that was named, else the one that was built. */
export function program(): string {
  const built = ['release', 'debug'].map((kind) => join(ROOT, 'target', kind, 'nusa'));
  const found = [process.env['NUSA_PROGRAM'] ?? '', ...built].find((path) => existsSync(path));
  if (found === undefined) throw new Error('the program is not built: type `make build`');
  return found;
}

/** An empty directory. */
export function directory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'nusa-e2e-'));
}

/** Takes a directory away. */
export function forget(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => found(port));
    });
  });
}

/** Asks until the answer is not undefined; fails with `what` when the patience ends. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  patienceMs = 30_000,
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`not within ${patienceMs} ms: ${what}`);
    await new Promise((later) => setTimeout(later, 50));
  }
}
