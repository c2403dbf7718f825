// The words that the boards of waiters and kitchen share, in the language that is spoken.
import { lexicon } from '../../i18n/lexicon.svelte';
import { id } from './words/id';

export const s = lexicon(id, async () => (await import('./words/en')).en);
