// The words of PDFs, in the language that is spoken.
import { lexicon } from '../../i18n/lexicon.svelte';
import { id } from './words/id';

export const w = lexicon(id, async () => (await import('./words/en')).en);
