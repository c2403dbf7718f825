// The words of whoever does not sit at a table yet, in the language that is spoken.
import { lexicon } from '../../i18n/lexicon.svelte';
import { id } from './words/door.id';

export const d = lexicon(id, async () => (await import('./words/door.en')).en);
