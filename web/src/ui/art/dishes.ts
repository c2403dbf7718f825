// The drawings of dishes and goods, by their word. Knows no product.

/** "Meja dari atas": a product without a photo gets a top-down drawing (tint, SVG body). */
const plate = (rim = '#fff', in_ = '#f6f1e6') =>
  `<circle cx="50" cy="52" r="42" fill="#000" opacity=".09"/><circle cx="50" cy="50" r="42" fill="${rim}"/><circle cx="50" cy="50" r="42" fill="none" stroke="#000" stroke-opacity=".06" stroke-width="1.2"/><circle cx="50" cy="50" r="32" fill="${in_}"/>`;
const bowl = (b: string, soup: string) =>
  `<circle cx="50" cy="52" r="40" fill="#000" opacity=".1"/><circle cx="50" cy="50" r="40" fill="${b}"/><circle cx="50" cy="50" r="35" fill="#fff" opacity=".55"/><circle cx="50" cy="50" r="33" fill="${soup}"/>`;
const glass = (liq: string, rim = '#fff') =>
  `<circle cx="50" cy="52.5" r="33" fill="#000" opacity=".1"/><circle cx="50" cy="50" r="33" fill="${rim}" opacity=".92"/><circle cx="50" cy="50" r="28.5" fill="${liq}"/>`;
const egg = (x: number, y: number) =>
  `<path d="M${x - 13} ${y}c-1-9 7-14 14-12s14 6 12 14-8 12-15 10-11-5-11-12z" fill="#fffdf6"/><circle cx="${x + 1}" cy="${y + 1}" r="6" fill="#f5b223"/><circle cx="${x - 1}" cy="${y - 1}" r="1.8" fill="#fff" opacity=".7"/>`;
const cuc = (x: number, y: number) =>
  `<circle cx="${x}" cy="${y}" r="6.4" fill="#5d9c4a"/><circle cx="${x}" cy="${y}" r="5" fill="#cfe6ac"/><circle cx="${x}" cy="${y}" r="2" fill="#a9cf85"/>`;
const saucer = `<circle cx="50" cy="52" r="43" fill="#000" opacity=".08"/><circle cx="50" cy="50" r="43" fill="#fff"/><circle cx="50" cy="50" r="36" fill="none" stroke="#e6dfd0" stroke-width="1.5"/><rect x="76" y="45" width="15" height="9" rx="4.5" fill="#efe8da"/>`;
const ice = (x: number, y: number, r: number) =>
  `<rect x="${x}" y="${y}" width="13" height="13" rx="3" transform="rotate(${r} ${x + 6} ${y + 6})" fill="#fff" opacity=".55"/>`;
const grains = Array.from({ length: 26 }, (_, i) => {
  const a = i * 2.4,
    r = 3.6 * Math.sqrt(i) + 1;
  return `<rect x="${(47 + Math.cos(a) * r).toFixed(1)}" y="${(50 + Math.sin(a) * r).toFixed(1)}" width="5" height="2.1" rx="1" transform="rotate(${(i * 47) % 180} ${(49 + Math.cos(a) * r).toFixed(1)} ${(51 + Math.sin(a) * r).toFixed(1)})"/>`;
}).join('');
export const dishDrawings: Record<string, [tint: string, body: string]> = {
  kopisusu: [
    '#efdcc4',
    '<g transform="translate(-7 -7) scale(1.14)">' +
      glass('#b07a4a') +
      `<path d="M26 44c8-9 16 6 25-1s12-11 21-6c3 6 4 12 2 18-9 5-13-5-22 1s-17 4-24-1c-2-4-2-8-2-11z" fill="#f2e0c4" opacity=".85"/>${ice(34, 30, 18)}${ice(52, 55, -14)}${ice(33, 56, 40)}` +
      '</g>',
  ],
  latte: [
    '#e9d8c5',
    saucer +
      `<circle cx="50" cy="50" r="27" fill="#fff"/><circle cx="50" cy="50" r="27" fill="none" stroke="#e2d9c8"/><circle cx="50" cy="50" r="23.5" fill="#9a6236"/><path d="M50 68c-9-6-13-13-11-20 1-4 6-5 9-1l2 3 2-3c3-4 8-3 9 1 2 7-2 14-11 20z" fill="#f7e8d0"/><path d="M50 63c-5-4-7-8-6-12M50 63c5-4 7-8 6-12" stroke="#9a6236" stroke-width="1.6" fill="none"/>`,
  ],
  kopi: [
    '#dfd2c4',
    saucer +
      `<circle cx="50" cy="50" r="26" fill="#fff"/><circle cx="50" cy="50" r="22.5" fill="#3a2216"/><path d="M34 44c6-10 22-12 30-2" stroke="#7a5034" stroke-width="2.4" fill="none" stroke-linecap="round"/><circle cx="59" cy="59" r="2.2" fill="#6a452c"/><circle cx="53" cy="63" r="1.4" fill="#6a452c"/>`,
  ],
  esteh: [
    '#f3e0bd',
    '<g transform="translate(-7 -7) scale(1.14)">' +
      glass('#c9762a') +
      `${ice(31, 33, 12)}${ice(55, 36, -20)}${ice(40, 56, 30)}<circle cx="60" cy="61" r="10" fill="#f6d24a"/><circle cx="60" cy="61" r="8" fill="#fbeb9d"/><path d="M60 53v16M52 61h16M54.500 55.500l11 11M65.500 55.500l-11 11" stroke="#f6d24a" stroke-width="1.3"/>` +
      '</g>',
  ],
  alpukat: [
    '#dbe7c4',
    '<g transform="translate(-7 -7) scale(1.14)">' +
      glass('#a9c46a') +
      `<path d="M50 50m-20 0a20 20 0 1 1 7 15" fill="none" stroke="#4a2c1a" stroke-width="4" stroke-linecap="round"/><path d="M50 50m-9 2a9 9 0 1 1 5 7" fill="none" stroke="#4a2c1a" stroke-width="3.4" stroke-linecap="round"/>` +
      '</g>',
  ],
  jeruk: [
    '#fbe0b4',
    '<g transform="translate(-7 -7) scale(1.14)">' +
      glass('#f39a1f') +
      `${ice(33, 36, 15)}${ice(36, 56, -12)}<circle cx="59" cy="47" r="12" fill="#f7b13c"/><circle cx="59" cy="47" r="10" fill="#ffd58a"/><path d="M59 37v20M49 47h20M52 40l14 14M66 40L52 54" stroke="#f7b13c" stroke-width="1.5"/>` +
      '</g>',
  ],
  nasgor: [
    '#f6dcc0',
    plate() +
      `<path d="M24 52c0-16 12-26 27-25s25 10 25 25-11 24-26 24-26-9-26-24z" fill="#c98238"/><g fill="#e7ae62">${grains}</g><circle cx="35" cy="60" r="2.6" fill="#4f9a46"/><circle cx="62" cy="66" r="2.6" fill="#4f9a46"/><circle cx="44" cy="69" r="2.2" fill="#c8402f"/>${egg(56, 45)}${cuc(29, 38)}${cuc(33, 29)}`,
  ],
  mie: [
    '#f3d9b5',
    bowl('#2f6f86', '#e0b46a') +
      `<g fill="none" stroke="#f6dc9a" stroke-width="3.4" stroke-linecap="round"><path d="M24 46c8-10 14 8 24-1s16-8 27 0"/><path d="M22 55c8-10 17 9 27 0s16-8 28-1"/><path d="M27 65c8-9 14 6 23 0s14-7 23-1"/><path d="M30 37c8-8 13 5 20 0s12-6 19 0"/></g><path d="M30 60c2-9 12-13 19-9 2 9-6 16-14 15z" fill="#8a5230"/><path d="M58 36c6-5 14-3 16 3-5 6-13 5-16-3z" fill="#4e9a4a"/><path d="M62 46c6-3 12 0 13 5-5 4-12 2-13-5z" fill="#6cb35c"/><ellipse cx="60" cy="65" rx="10" ry="8" fill="#fffdf6"/><circle cx="60" cy="65" r="5" fill="#f4a623"/>`,
  ],
  sate: [
    '#f2d5c1',
    plate() +
      `${[-16, -5.5, 5, 15.5].map((y) => `<g transform="rotate(-24 50 50) translate(0 ${y})"><path d="M12 50h76" stroke="#d9b98a" stroke-width="2" stroke-linecap="round"/><rect x="30" y="45.500" width="11" height="9" rx="4" fill="#7d431f"/><rect x="42" y="45.500" width="11" height="9" rx="4" fill="#8f5026"/><rect x="54" y="45.500" width="11" height="9" rx="4" fill="#7d431f"/><path d="M32 47.500c8 3 20-2 31 1" stroke="#c98a45" stroke-width="2.4" fill="none" stroke-linecap="round"/></g>`).join('')}<circle cx="71" cy="70" r="8" fill="#f7ead0"/><circle cx="71" cy="70" r="6" fill="#9c5f2a"/>`,
  ],
  soto: [
    '#f7e7b7',
    bowl('#fff', '#eec052') +
      `<path d="M30 45c5-8 14-10 20-6 0 8-10 14-20 6z" fill="#fff5dc"/><path d="M52 60c5-7 14-7 19-2-2 8-13 10-19 2z" fill="#fff5dc"/><ellipse cx="62" cy="41" rx="9" ry="7.500" fill="#fffdf6"/><circle cx="62" cy="41" r="4.500" fill="#f4a623"/><path d="M32 62c6-5 13-3 15 3-5 6-13 5-15-3z" fill="#5aa14c"/><g stroke="#f8f2e0" stroke-width="2" fill="none" stroke-linecap="round"><path d="M36 54c6-4 10 4 16 0"/><path d="M45 72c5-4 10 3 14-1"/></g><circle cx="48" cy="52" r="2" fill="#c8402f"/><circle cx="57" cy="70" r="1.800" fill="#c8402f"/>`,
  ],
  roti: [
    '#f3e2c4',
    plate('#2d3a34', '#38463f') +
      `<g transform="rotate(-10 50 50)"><rect x="27" y="27" width="46" height="46" rx="10" fill="#b87333"/><rect x="30.500" y="30.500" width="39" height="39" rx="7" fill="#eec27d"/><path d="M34 38c6-5 12 4 18-1s10-3 14 1M34 48c6-5 12 4 18-1s10-3 14 1M34 58c6-5 12 4 18-1s10-3 14 1" stroke="#fff3cf" stroke-width="3.200" fill="none" stroke-linecap="round"/><path d="M50 27v46" stroke="#b87333" stroke-width="1.600"/></g>`,
  ],
  pisang: [
    '#f8e4b5',
    plate('#fff', '#eef3e4') +
      `<g fill="#d6922b"><path d="M28 42c9-11 25-14 37-8 4 3 2 8-3 8-11-1-19 2-26 8-6 3-11-3-8-8z"/><path d="M33 58c9-11 25-13 37-7 4 3 2 8-3 8-11-2-19 1-26 7-6 3-11-3-8-8z"/></g><g fill="#f3c566"><path d="M33 42c8-7 19-9 29-6-9 0-19 2-26 9-2 1-4-1-3-3z"/><path d="M38 58c8-7 19-8 29-5-9 0-19 1-26 8-2 1-4-1-3-3z"/></g><path d="M30 67c12 8 28 8 40-1" stroke="#5b2f17" stroke-width="3" fill="none" stroke-linecap="round"/>`,
  ],
  klepon: [
    '#dcebc9',
    plate('#fff', '#e7f0da') +
      `${[
        [40, 40],
        [60, 40],
        [34, 58],
        [52, 58],
        [66, 59],
      ]
        .map(
          ([x = 0, y = 0]) =>
            `<circle cx="${x}" cy="${y}" r="10" fill="#5f9e3c"/><circle cx="${x - 3}" cy="${y - 3}" r="3" fill="#86c05e"/><path d="M${x - 6} ${y + 2}l4-3M${x + 1} ${y + 5}l4-2M${x} ${y - 6}l4 2M${x + 3} ${y - 1}l4 2" stroke="#fff" stroke-width="1.800" stroke-linecap="round"/>`,
        )
        .join('')}`,
  ],
  ayam: [
    '#f5d6b8',
    plate() +
      `<path d="M30 56c-5-14 8-28 22-25 13 2 20 14 15 25-4 9-13 12-21 10-6-1-13-3-16-10z" fill="#b8612a"/><path d="M36 50c0-9 8-15 16-13" stroke="#de9656" stroke-width="4" fill="none" stroke-linecap="round"/><path d="M64 60l9 9" stroke="#f4e7d0" stroke-width="6" stroke-linecap="round"/><circle cx="74" cy="71" r="4.200" fill="#f4e7d0"/><path d="M26 66c5-6 13-6 17 0-4 7-13 7-17 0z" fill="#c8402f"/>${cuc(66, 32)}${cuc(74, 38)}`,
  ],
  gado: [
    '#e3ecca',
    plate() +
      `<path d="M26 46c6-12 16-16 24-13-2 12-10 18-24 13z" fill="#5aa14c"/><path d="M52 32c10-2 20 5 22 14-10 4-20-2-22-14z" fill="#8cc06a"/>${cuc(34, 58)}${cuc(42, 65)}<rect x="54" y="50" width="14" height="12" rx="3" fill="#f0d9a0"/><rect x="60" y="60" width="13" height="11" rx="3" fill="#e6c77e"/><path d="M34 44c10 2 20 14 34 8-2 10-14 16-26 10-6-4-9-11-8-18z" fill="#a5652e" opacity=".92"/><ellipse cx="56" cy="40" rx="8" ry="6.500" fill="#fffdf6"/><circle cx="56" cy="40" r="4" fill="#f4a623"/>`,
  ],
  botol: [
    '#d7e6ea',
    `<rect x="37" y="24" width="26" height="62" rx="7" fill="#000" opacity=".08"/><rect x="37" y="22" width="26" height="62" rx="7" fill="#bfe0ee"/><rect x="42" y="10" width="16" height="14" rx="3" fill="#2c6f9b"/><rect x="37" y="42" width="26" height="22" fill="#2c6f9b"/><path d="M41 53c4-4 8 3 12-1s5-2 7 0" stroke="#fff" stroke-width="2" fill="none"/><path d="M42 28v10" stroke="#fff" stroke-width="2.400" stroke-linecap="round" opacity=".8"/>`,
  ],
};
