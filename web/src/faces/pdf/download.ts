// A PDF of the node's as a download: asked for, waited for, and given to the browser as a file. Knows no
// page that asks for one.
import { ask, NoAnswer, problemOf, type Sending } from '../../api/client';

/** The node gives one PDF five seconds, and others may be before it; milliseconds. */
const PDF_MS = 40_000;

/** What is asked for: with a body it is a request of its own, else an address. */
export interface Asked extends Pick<Sending, 'query' | 'json'> {
  path: string;
}

/** The name that the node gave a file. */
export function nameOf(disposition: string | null): string {
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'nusa.pdf';
}

async function problem(answer: Response): Promise<Error> {
  const told: unknown = await answer.json().catch(() => undefined);
  return problemOf(answer.status, told, answer.headers.get('x-request-id'));
}

/** Throws `Problem` when the node says no and `NoAnswer` when it says nothing. */
export async function readPdf({ path, ...sending }: Asked): Promise<File> {
  const method = sending.json === undefined ? 'GET' : 'POST';
  const answer = await ask(method, path, { ...sending, waitMs: PDF_MS });
  if (!answer.ok) throw await problem(answer);
  const bytes = await answer.blob().catch(() => {
    throw new NoAnswer('unreadable');
  });
  const name = nameOf(answer.headers.get('content-disposition'));
  return new File([bytes], name, { type: 'application/pdf' });
}

/** Hands a file to whoever sits before the screen. */
export function save(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), PDF_MS);
}
