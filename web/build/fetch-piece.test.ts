// Modules and styles of a later piece.
import { beforeEach, expect, it, vi } from 'vitest';

interface Link {
  href: string;
  onload: () => void;
  onerror: () => void;
}
let links: Link[];

/** As much of a page as the fetching of styles uses. */
function page() {
  const made = (): Link => {
    const link = { href: '', rel: '', onload: () => {}, onerror: () => {} };
    return Object.assign(link, {
      remove: () => void (links = links.filter((one) => one !== link)),
    });
  };
  return {
    createElement: made,
    head: { append: (link: Link) => links.push(link) },
    querySelector: (asked: string) =>
      links.find(({ href }) => asked === `link[href="${href}"]`) ?? null,
  };
}

async function fresh() {
  vi.resetModules();
  return (await import('./fetch-piece')).fetchPiece;
}

beforeEach(() => {
  links = [];
  vi.stubGlobal('document', page());
});

const load = () => Promise.resolve('piece');

it('waits for the styles of a piece, and fetches them once', async () => {
  const fetchPiece = await fresh();
  const both = [fetchPiece(load, ['a.js', 'a.css']), fetchPiece(load, ['a.css'])];
  const done = vi.fn();
  void both[0]?.then(done);
  await new Promise((next) => setTimeout(next));
  expect(done).not.toHaveBeenCalled();
  expect(links.map(({ href }) => href)).toEqual(['/a.js', '/a.css']);
  links[1]?.onload();
  expect(await Promise.all(both)).toEqual(['piece', 'piece']);
});

it('asks again for styles that did not come', async () => {
  const fetchPiece = await fresh();
  const first = fetchPiece(load, ['a.css']);
  links[0]?.onerror();
  await expect(first).rejects.toThrow('/a.css');
  expect(links).toEqual([]);
  const second = fetchPiece(load, ['a.css']);
  links[0]?.onload();
  expect(await second).toBe('piece');
});

it('asks for the modules of a piece at once, and for each of them once', async () => {
  const fetchPiece = await fresh();
  await fetchPiece(load, ['a.js', 'b.js']);
  await fetchPiece(load, ['b.js', 'c.js']);
  expect(links.map(({ href }) => href)).toEqual(['/a.js', '/b.js', '/c.js']);
});

it('fetches no styles that the page began with', async () => {
  const fetchPiece = await fresh();
  links = [{ href: '/a.css', onload: () => {}, onerror: () => {} }];
  expect(await fetchPiece(load, ['a.css'])).toBe('piece');
  expect(links).toHaveLength(1);
});
