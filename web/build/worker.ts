// Builds the cashier's service worker after the face itself, because the worker holds the list
// of the face's files. Writes `kasir/sw.js`, which the node serves with the scope /kasir.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Manifest, type Plugin } from 'vite';

const FACE = 'cashier.html';
/** Where the node serves the face. */
const SHELL = '/kasir';

/** Everything that the face may ever load, however lazily, as addresses. */
export function filesOf(manifest: Manifest, face: string): string[] {
  const seen = new Set<string>();
  const files = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) {
      if (!file.endsWith('.html')) files.add(`/${file}`);
    }
    [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])].forEach(visit);
  };
  visit(face);
  return [...files].sort();
}

async function buildWorker(out: string): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8')) as Manifest;
  const files = [SHELL, ...filesOf(manifest, FACE)];
  const page = readFileSync(join(out, FACE));
  const version = createHash('sha256').update(files.join('\n')).update(page).digest('hex');
  await build({
    configFile: false,
    logLevel: 'warn',
    define: {
      __FILES__: JSON.stringify(files),
      __VERSION__: JSON.stringify(version.slice(0, 12)),
    },
    build: {
      outDir: out,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'es2022',
      rollupOptions: {
        input: 'src/sw/cashier.ts',
        output: { format: 'iife', entryFileNames: 'kasir/sw.js' },
      },
    },
  });
}

/** The plugin. */
export function worker(): Plugin {
  let out = 'dist';
  return {
    name: 'nusa-worker',
    apply: 'build',
    configResolved(config) {
      out = config.build.outDir;
    },
    closeBundle: {
      sequential: true,
      async handler() {
        await buildWorker(out);
        rmSync(join(out, '.vite'), { recursive: true });
      },
    },
  };
}
