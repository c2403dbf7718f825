// Fetches the parts of a face that are not needed for its first picture, as soon as that stands, so
// that none is missing when the node goes away. Knows no part.

/** How long the first picture is left alone, milliseconds. */
const FIRST_MS = 400;
/** After a failure everything is asked for again, milliseconds. */
const AGAIN_MS = 10_000;

type Part = () => Promise<unknown>;

/** Fetches all parts, and again until they are all here. */
export function fetchParts(parts: readonly Part[]): void {
  setTimeout(() => void tryAll(parts), FIRST_MS);
}

async function tryAll(parts: readonly Part[]): Promise<void> {
  try {
    await Promise.all(parts.map((part) => part()));
  } catch {
    setTimeout(() => void tryAll(parts), AGAIN_MS);
  }
}
