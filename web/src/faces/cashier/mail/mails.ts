// The mails of one sale, over HTTP: asked for here, sent by the node. Knows no screen.
import { api } from '../../../api/client';
import type { View } from '../../../api/views';
import { language } from '../../../i18n/language.svelte';

export type MailView = View<'MailView'>;

/** Asks for a receipt by mail; the same id asks for the same mail. */
export function mailReceipt(sale: string, mail: string, to: string): Promise<MailView> {
  return api.post(`/api/v1/sales/${sale}/mail`, { mail, to, lang: language.current });
}

/** What was asked for of a sale, the newest first; addresses are hidden in part. */
export async function mailsOf(sale: string): Promise<MailView[]> {
  const page = await api.get<{ items: MailView[] }>(`/api/v1/sales/${sale}/mail`);
  return page.items;
}
