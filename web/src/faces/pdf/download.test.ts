// What a PDF is asked with and what becomes of the answer, by a node that is only said. Knows no page.
import { afterEach, expect, test, vi } from 'vitest';
import { Problem } from '../../api/client';
import { nameOf, readPdf } from './download';

afterEach(() => vi.unstubAllGlobals());

function answering(answer: Response): ReturnType<typeof vi.fn> {
  const fetched = vi.fn().mockResolvedValue(answer);
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('a file has the name that the node gives it', () => {
  expect(nameOf('inline; filename="laporan-1.pdf"')).toBe('laporan-1.pdf');
  expect(nameOf(null)).toBe('nusa.pdf');
});

test('a body makes it a request of its own, and the answer is a file', async () => {
  const headers = { 'content-disposition': 'inline; filename="label.pdf"' };
  const fetched = answering(new Response('%PDF-1.7', { headers }));
  const file = await readPdf({ path: '/api/v1/products/labels', json: { sheet: '24' } });
  expect([file.name, file.size]).toEqual(['label.pdf', 8]);
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', body: '{"sheet":"24"}' });
});

test('a program that is missing is told by its code', async () => {
  const told = JSON.stringify({ code: 'papers_missing', title: 'belum siap', detail: '' });
  answering(new Response(told, { status: 409 }));
  const failed = readPdf({ path: '/api/v1/reports/pdf' });
  await expect(failed).rejects.toBeInstanceOf(Problem);
  await expect(failed).rejects.toMatchObject({ code: 'papers_missing', status: 409 });
});
