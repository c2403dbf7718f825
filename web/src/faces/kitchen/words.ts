// The words of the kitchen, in the language that is spoken.
import { lexicon } from '../../i18n/lexicon.svelte';
import { id } from './words/id';

export const t = lexicon(id, async () => (await import('./words/en')).en);
