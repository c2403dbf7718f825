// Writes a .br and a .gz twin beside every text file of the build, so that the node never
// compresses while it serves. Knows nothing of what is in the files.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Below this many bytes a twin saves nothing. */
const LEAST_BYTES = 600;
const TEXT = /\.(js|css|html|svg|json|wasm|webmanifest)$/;

function compress(file: string): void {
  const bytes = readFileSync(file);
  if (bytes.length < LEAST_BYTES) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, quality));
}

/** The plugin; it runs when everything else has been written. */
export function twins(): Plugin {
  let out = 'dist';
  return {
    name: 'nusa-twins',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      out = config.build.outDir;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const entries = readdirSync(out, { recursive: true, withFileTypes: true });
        entries
          .filter((entry) => entry.isFile() && TEXT.test(entry.name))
          .forEach((entry) => compress(join(entry.parentPath, entry.name)));
      },
    },
  };
}
