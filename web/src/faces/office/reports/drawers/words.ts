// The words of the report about shifts.
import { lexicon } from '../../../../i18n/lexicon.svelte';
import { id } from './words/id';

export const w = lexicon(id, async () => (await import('./words/en')).en);
