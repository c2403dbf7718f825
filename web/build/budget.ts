// What a face weighs when it is first opened: the gzipped JavaScript and CSS that its page asks
// for without anybody doing anything. Reads a finished build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ASSET = /(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g;
/** The files of all later pieces, in the order in which they are numbered. */
const LIST = /\.f=(\[[^\]]*\])/g;
const STATIC_IMPORT = /(?:from|import)"\.\/([^"]+\.js)"/g;

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap((match) => (match[1] ? [match[1]] : []));
}

/** The files that a face's page loads at once, as paths in the build. */
export function firstFiles(dist: string, page: string): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    if (!file.endsWith('.js')) return;
    const text = readFileSync(join(dist, file), 'utf8');
    matches(text, STATIC_IMPORT).forEach((name) => visit(`assets/${name}`));
  };
  matches(readFileSync(join(dist, page), 'utf8'), ASSET).forEach(visit);
  return [...seen].sort();
}

/** The files of a later piece, as the page's own modules name them. */
export function pieceFiles(dist: string, page: string, piece: string): string[] {
  const text = firstFiles(dist, page)
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(dist, file), 'utf8'))
    .find((module) => module.includes(`import(\`./${piece}-`));
  const [list] = matches(text ?? '', LIST);
  const [places] = matches(
    text ?? '',
    new RegExp(`import\\(\`\\./${piece}-[^)]+\\),\\w+\\(\\[([\\d,]+)`, 'g'),
  );
  const files = JSON.parse(list ?? '[]') as string[];
  return (places?.split(',') ?? []).flatMap((at) => files[Number(at)] ?? []);
}

/** Gzipped bytes of these files. */
export function weight(dist: string, files: readonly string[]): number {
  const sizes = files.map((file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}
