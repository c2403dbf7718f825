// The words of the till in the language that is spoken: `t.pay.cash`.
import { lexicon } from '../../i18n/lexicon.svelte';
import { id } from './words/id';

export const t = lexicon(id, async () => (await import('./words/en')).en);
