// Fetches a later piece of a face in the browser: its module and its styles at once. A style sheet
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

/** `files` are those that the build found to belong to the piece, from the root of the site. */
export async function fetchPiece<Piece>(
  load: () => Promise<Piece>,
  files: readonly string[] = [],
): Promise<Piece> {
  const styles = files.filter((file) => file.endsWith('.css')).map((file) => sheet(`/${file}`));
  const [piece] = await Promise.all([load(), ...styles]);
  return piece;
}
