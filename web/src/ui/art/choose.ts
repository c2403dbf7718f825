// Which drawing stands for a product without a photograph: the first word of its name that has
// one. Knows words of the shelf and the menu, no product.

/** Words of names, the more special before the more general, and the drawing of each. */
const WORDS: readonly (readonly [words: string, drawing: string])[] = [
  ['kopi susu gula|es kopi|kopi gula', 'kopisusu'],
  ['latte|cappuccino|kapucino|mocha', 'latte'],
  ['kopi tubruk|espresso|americano|kopi hitam|wedang|bandrek', 'kopi'],
  ['kopi', 'kopisachet'],
  ['es teh|teh poci|teh tarik|teh manis|esteh', 'esteh'],
  ['teh', 'teh'],
  ['alpukat|matcha', 'alpukat'],
  ['es jeruk|jeruk', 'jeruk'],
  ['isotonik', 'isotonik'],
  ['jus|sari buah', 'jus'],
  ['sirup|es campur|es buah', 'sirup'],
  ['air mineral|aqua|air', 'air'],
  ['susu|yogurt', 'susu'],
  ['sambal|saus', 'sambal'],
  ['kecap', 'kecap'],
  ['minyak', 'minyak'],
  ['nasi goreng|nasi', 'nasgor'],
  ['mi goreng jawa|mi ayam|mie|bakmi|kwetiau', 'mie'],
  ['mi', 'mi'],
  ['sate|lilit', 'sate'],
  ['soto|rawon|bubur|sup|bakso', 'soto'],
  ['telur', 'telur'],
  ['ayam|ikan|rendang|bebek', 'ayam'],
  ['gado|pecel|asinan|salad|karedok', 'gado'],
  ['roti', 'roti'],
  ['pisang goreng|lumpia|bakwan|tahu isi|risol', 'pisang'],
  ['pisang', 'sisir'],
  ['klepon|serabi|kue|lapis|onde', 'klepon'],
  ['beras', 'beras'],
  ['tepung|terigu', 'tepung'],
  ['gula', 'gula'],
  ['garam', 'garam'],
  ['kaldu|bumbu|merica|lada', 'bumbu'],
  ['bawang', 'bawang'],
  ['cabai|cabe', 'cabai'],
  ['tomat|apel', 'tomat'],
  ['tempe', 'tempe'],
  ['tahu|keju', 'tahu'],
  ['keripik|kerupuk|emping', 'keripik'],
  ['biskuit|roma', 'biskuit'],
  ['wafer|cokelat|coklat', 'wafer'],
  ['kacang', 'kacang'],
  ['sampo|kondisioner', 'sampo'],
  ['pasta gigi|sikat gigi', 'gigi'],
  ['deterjen|pewangi|pemutih', 'deterjen'],
  ['sabun', 'sabun'],
  ['tisu|popok|pembalut', 'tisu'],
];

const rules = WORDS.map(([words, drawing]) => [new RegExp(`\\b(?:${words})\\b`), drawing] as const);

/** What stands for goods of an unknown kind. */
const OTHER = 'karton';

/** The word of a drawing for a product's name. */
export function drawingFor(name: string): string {
  const lower = name.toLowerCase();
  return rules.find(([words]) => words.test(lower))?.[1] ?? OTHER;
}
