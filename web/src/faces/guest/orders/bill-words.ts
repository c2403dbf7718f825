// The words of a table's bill on a phone, in the language that is spoken.
import { lexicon } from '../../../i18n/lexicon.svelte';
import { id } from '../words/bill.id';

export const b = lexicon(id, async () => (await import('../words/bill.en')).en);
