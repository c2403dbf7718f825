// The words of the window that mails a receipt.
import { lexicon } from '../../../i18n/lexicon.svelte';
import { id } from './words/id';

export const w = lexicon(id, async () => (await import('./words/en')).en);
