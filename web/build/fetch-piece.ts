// Fetches a later piece of a face in the browser: its modules and its styles at once, so that a slow
// line is waited for once. A style sheet that did not come is asked for again with the next try. Knows
// no piece.

/** The style sheets that are on their way or have come, by address. */
const sheets = new Map<string, Promise<void>>();

/** Asks for a file, unless the page has it; gives what is to be waited for. */
function ask(href: string): Promise<void> | undefined {
  if (document.querySelector(`link[href="${href}"]`)) return sheets.get(href);
  const isSheet = href.endsWith('.css');
  const rel = isSheet ? 'stylesheet' : 'modulepreload';
  const link = Object.assign(document.createElement('link'), { rel, href });
  document.head.append(link);
  if (!isSheet) return undefined;
  const sheet = new Promise<void>((done, failed) => {
    link.onload = () => done();
    link.onerror = () => {
      link.remove();
      failed(new Error(href));
    };
  });
  sheets.set(href, sheet);
  return sheet;
}

/** `files` are those that the build found to belong to the piece, from the root of the site. */
export async function fetchPiece<Piece>(
  load: () => Promise<Piece>,
  files: readonly string[] = [],
): Promise<Piece> {
  const asked = files.map((file) => ask(`/${file}`));
  const [piece] = await Promise.all([load(), ...asked]);
  return piece;
}
