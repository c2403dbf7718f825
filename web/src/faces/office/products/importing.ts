// Sends a file of products to the node. Knows nothing of how the outcome is shown.
import { ask, problemOf } from '../../../api/client';
import type { ImportAnswer } from '../shapes';

const MEDIA: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
/** A file of 100,000 rows is read and written in well under this, milliseconds. */
const WAIT_MS = 180_000;

/** The media type of a file by its ending; nothing for a kind that is not taken. */
export function mediaOf(name: string): string | undefined {
  return MEDIA[name.split('.').at(-1)?.toLowerCase() ?? ''];
}

/** Checks a file, or takes it in; `id` names the import for whoever asks for its progress. */
export async function sendImport(file: File, dry: boolean, id?: string): Promise<ImportAnswer> {
  const type = mediaOf(file.name) ?? 'application/octet-stream';
  const answer = await ask('POST', '/api/v1/products/import', {
    query: { dry_run: dry },
    bytes: { body: file, type },
    waitMs: WAIT_MS,
    headers: id === undefined ? {} : { 'x-import': id },
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw problemOf(answer.status, body, answer.headers.get('x-request-id'));
  return body as ImportAnswer;
}
