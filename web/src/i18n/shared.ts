// The words that every face needs, in the language that is spoken.
import { id } from './id';
import { lexicon } from './lexicon.svelte';

export const shared = lexicon(id, async () => (await import('./en')).en);
