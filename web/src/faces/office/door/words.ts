// The words of links with which somebody chooses a password, and of asking for one.
import { lexicon } from '../../../i18n/lexicon.svelte';
import { id } from './words/id';

export const w = lexicon(id, async () => (await import('./words/en')).en);
