// The words of coming in, of leaving, and of what stands in the way, in the language that is spoken.
import { lexicon } from '../../i18n/lexicon.svelte';
import { id } from './words/door.id';

export const d = lexicon(id, async () => (await import('./words/door.en')).en);
