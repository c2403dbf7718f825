// The words of the pages and sheets that come later, in the language that is spoken.
import { lexicon } from '../../i18n/lexicon.svelte';
import { id } from './words/later.id';

export const w = lexicon(id, async () => (await import('./words/later.en')).en);
