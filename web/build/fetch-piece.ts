// Fetches a later piece of a face in the browser: its modules and its styles at once, so that a slow
// line is waited for once. A style sheet
// that did not come is asked for again with the next try. Knows no piece.

/** The style sheets that are on the page or on their way, by address. */
const sheets = new Map<string, Promise<void>>();

function fetchSheet(address: string): Promise<void> {
  return new Promise((done, failed) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = () => done();
    link.onerror = () => {
      link.remove();
      sheets.delete(address);
      failed(new Error(address));
    };
    document.head.append(link);
  });
}

function sheet(address: string): Promise<void> {
  const here = document.querySelector(`link[href="${address}"]`) && Promise.resolve();
  const known = sheets.get(address) ?? here ?? fetchSheet(address);
  sheets.set(address, known);
  return known;
}

/** Asks for a module before the one that imports it has been read. */
function module(address: string): void {
  if (document.querySelector(`link[href="${address}"]`)) return;
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.href = address;
  document.head.append(link);
}

/** `files` are those that the build found to belong to the piece, from the root of the site. */
export async function fetchPiece<Piece>(
  load: () => Promise<Piece>,
  files: readonly string[] = [],
): Promise<Piece> {
  files.filter((file) => file.endsWith('.js')).forEach((file) => module(`/${file}`));
  const styles = files.filter((file) => file.endsWith('.css')).map((file) => sheet(`/${file}`));
  const [piece] = await Promise.all([load(), ...styles]);
  return piece;
}
