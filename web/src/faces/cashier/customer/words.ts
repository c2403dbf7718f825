// The words of the window that says whose sale it was.
import { lexicon } from '../../../i18n/lexicon.svelte';
import { id } from './words/id';

export const w = lexicon(id, async () => (await import('./words/en')).en);
