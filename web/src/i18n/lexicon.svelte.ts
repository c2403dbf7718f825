// A dictionary in two languages that reads like one: `t.pay.cash` is the word in the language
// that is spoken, and a template that used it is drawn again when the language changes.
import { language } from './language.svelte';

/**
 * The words of a face or a page. The Indonesian dictionary is the type; the English one has every
 * word of it, or does not compile. It is loaded when English is spoken.
 */
export function lexicon<Words extends object>(
  indonesian: Words,
  loadEnglish: () => Promise<Words>,
): Words {
  let english = $state.raw<Words>();
  language.add(async () => {
    english ??= await loadEnglish();
  });
  return new Proxy(indonesian, {
    get(_, key) {
      const spoken = language.current === 'en' ? (english ?? indonesian) : indonesian;
      return Reflect.get(spoken, key) as unknown;
    },
  });
}
