// The words of the till's pages beside the sale, in the language that is spoken: `p.history.title`.
// They come with those pages, so that the first picture need not wait for them.
import { lexicon } from '../../i18n/lexicon.svelte';
import { pages } from './words/pages-id';

export const p = lexicon(pages, async () => (await import('./words/pages-en')).pages);
