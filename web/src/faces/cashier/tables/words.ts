// The words of the page of tables and their bills.
import { lexicon } from '../../../i18n/lexicon.svelte';
import { id } from './words/id';

export const m = lexicon(id, async () => (await import('./words/en')).en);
