// Goods of a shop, drawn from above or from the front: a few shapes in the colours of what is in
// them. By their word; knows no product.

type Drawing = [tint: string, body: string];

const shade = '<ellipse cx="50" cy="88" rx="30" ry="4" fill="#000" opacity=".08"/>';

/** A sack with a band. */
function sack(tint: string, cloth: string, band: string, grain: string): Drawing {
  return [
    tint,
    `${shade}<path d="M30 24c6-6 34-6 40 0 2 4-4 6-4 10 8 8 12 20 11 36-1 12-6 17-27 17s-26-5-27-17c-1-16 3-28 11-36 0-4-6-6-4-10z" fill="${cloth}"/><path d="M26 52c14 5 34 5 48 0l2 20c-16 5-36 5-52 0z" fill="${band}"/><circle cx="50" cy="63" r="7" fill="${grain}"/><path d="M34 33c10 3 22 3 32 0" stroke="#000" stroke-opacity=".15" stroke-width="3" fill="none"/>`,
  ];
}

/** A bottle with what is in it. */
function bottle(tint: string, glass: string, label: string, cap: string): Drawing {
  return [
    tint,
    `${shade}<rect x="44" y="9" width="12" height="10" rx="3" fill="${cap}"/><path d="M44 19h12v9c0 5 9 7 9 16v37c0 5-3 7-7 7H42c-4 0-7-2-7-7V44c0-9 9-11 9-16z" fill="${glass}"/><rect x="35" y="50" width="30" height="22" fill="${label}"/><path d="M40 40v44" stroke="#fff" stroke-opacity=".35" stroke-width="3" stroke-linecap="round"/><path d="M42 59h16M42 64h10" stroke="${glass}" stroke-width="2.6" stroke-linecap="round"/>`,
  ];
}

/** A soft pack with a sealed edge above and below. */
function pouch(tint: string, foil: string, mark: string, seal: string): Drawing {
  return [
    tint,
    `${shade}<path d="M29 18h42l-2 8c5 16 5 34 0 52l2 8H29l2-8c-5-18-5-36 0-52z" fill="${foil}"/><path d="M29 18h42l-2 8H31zM31 78h38l2 8H29z" fill="${seal}"/><ellipse cx="50" cy="52" rx="15" ry="13" fill="${mark}"/><path d="M36 34c4-3 8-4 12-4" stroke="#fff" stroke-opacity=".5" stroke-width="3" stroke-linecap="round" fill="none"/>`,
  ];
}

/** A carton seen from the front. */
function carton(tint: string, front: string, side: string, mark: string): Drawing {
  return [
    tint,
    `${shade}<path d="M27 30l12-12h34L63 30z" fill="${side}"/><rect x="27" y="30" width="36" height="57" rx="2" fill="${front}"/><path d="M63 30l10-12v57l-10 12z" fill="${side}"/><path d="M27 58c12-7 24 7 36 0v20c-12 7-24-7-36 0z" fill="${mark}"/><path d="M33 40h20M33 46h12" stroke="#fff" stroke-opacity=".75" stroke-width="3" stroke-linecap="round"/>`,
  ];
}

/** A tray of round things. */
function tray(tint: string, thing: string, shine: string, wood = '#c9a878'): Drawing {
  const places: [number, number][] = [
    [36, 38],
    [52, 35],
    [66, 44],
    [34, 56],
    [50, 53],
    [65, 61],
    [44, 68],
  ];
  const round = ([x, y]: [number, number]): string =>
    `<circle cx="${x}" cy="${y}" r="9.5" fill="${thing}"/><circle cx="${x - 3}" cy="${y - 3}" r="2.6" fill="${shine}"/>`;
  return [
    tint,
    `<ellipse cx="50" cy="54" rx="40" ry="38" fill="#000" opacity=".08"/><ellipse cx="50" cy="51" rx="40" ry="38" fill="${wood}"/><ellipse cx="50" cy="51" rx="34" ry="32" fill="#000" opacity=".12"/>${places.map(round).join('')}`,
  ];
}

const chili = `<g fill="none" stroke-width="7" stroke-linecap="round"><path d="M30 66c8-16 22-26 36-30" stroke="#c8321f"/><path d="M36 76c10-14 24-20 36-20" stroke="#d9472c"/><path d="M26 52c6-12 16-20 28-24" stroke="#e0622f"/></g><g fill="none" stroke="#4f8a3a" stroke-width="4" stroke-linecap="round"><path d="M66 36l8-5M72 56l9-3M54 28l6-6"/></g>`;
const block = (face: string, top: string, line: string): string =>
  `${shade}<path d="M22 46l16-14h42L66 46z" fill="${top}"/><rect x="22" y="46" width="44" height="34" rx="3" fill="${face}"/><path d="M66 46l14-14v33L66 80z" fill="${line}"/><path d="M37 46v34M52 46v34" stroke="${line}" stroke-width="1.6"/>`;

export const goodsDrawings: Record<string, Drawing> = {
  beras: sack('#e9e2cf', '#f7f2e4', '#4d8f5e', '#fbf7ea'),
  tepung: sack('#e4e6ea', '#fbfbf8', '#3f6aa8', '#fff'),
  gula: pouch('#f0e4ea', '#fdf6f8', '#e7a5b8', '#d98aa2'),
  garam: pouch('#dfe7ee', '#f4f8fb', '#7da7c8', '#5d8cb3'),
  minyak: bottle('#f5e7bf', '#e9b93a', '#fff6dc', '#c8402f'),
  kecap: bottle('#e2d5c8', '#3a2116', '#e9c35a', '#c8402f'),
  sambal: bottle('#f6d9cd', '#c23a24', '#fff1e4', '#4f8a3a'),
  sirup: bottle('#f3d6dc', '#c9506b', '#fff', '#f2f2ee'),
  teh: bottle('#e9dac0', '#a35f22', '#fdf3dc', '#2f6e4a'),
  kopisachet: bottle('#e3d4c4', '#6b4327', '#f3e3c9', '#2a1b12'),
  jus: bottle('#f8dccb', '#ec7f4a', '#fff4e8', '#4f8a3a'),
  air: bottle('#d7e6ea', '#9cd0e6', '#2f7fb0', '#2f7fb0'),
  isotonik: bottle('#d9e5f4', '#6aa2e0', '#fff', '#274b8c'),
  sampo: bottle('#e6dcf0', '#8a63b5', '#fff', '#5f3f8a'),
  susu: carton('#e0e9f2', '#f7fafc', '#c4d6e6', '#5b92c4'),
  karton: carton('#e9ddcb', '#d8b98a', '#bd9a68', '#c98a45'),
  bumbu: pouch('#f3e6c6', '#e9b54a', '#fff3d2', '#c88d25'),
  mi: pouch('#f6dfc8', '#e4572e', '#f8d777', '#b93c1b'),
  keripik: pouch('#f4e7b9', '#e5ad1f', '#fff0bd', '#c08a0c'),
  wafer: pouch('#ead9cd', '#7a4a2e', '#e9c79b', '#5a331d'),
  biskuit: pouch('#efe0c5', '#d99a4e', '#fbe7c3', '#b97a2f'),
  kacang: pouch('#ecdfc9', '#b9854a', '#f3dcae', '#946431'),
  deterjen: pouch('#d8e4f3', '#2f6fc1', '#fff', '#f2b632'),
  sabun: [
    '#d9ece4',
    `${shade}<rect x="20" y="36" width="60" height="42" rx="16" fill="#7cc3a6"/><rect x="20" y="32" width="60" height="42" rx="16" fill="#a5dcc5"/><ellipse cx="50" cy="53" rx="19" ry="11" fill="none" stroke="#7cc3a6" stroke-width="3"/><circle cx="74" cy="28" r="7" fill="#fff" opacity=".8"/><circle cx="84" cy="38" r="4" fill="#fff" opacity=".7"/>`,
  ],
  gigi: [
    '#dcebf0',
    `${shade}<path d="M18 40h52c10 0 10 26 0 26H18c-3-8-3-18 0-26z" fill="#fff"/><path d="M34 40h20v26H34z" fill="#d9473a"/><rect x="72" y="45" width="12" height="16" rx="3" fill="#3f8fb5"/><path d="M18 40c-3 8-3 18 0 26" stroke="#c8d5da" stroke-width="5" fill="none"/>`,
  ],
  tisu: [
    '#e7e3ee',
    `${shade}<path d="M38 40c2-16 8-8 12-22 4 12 12 8 12 22z" fill="#fff"/><rect x="18" y="40" width="64" height="44" rx="5" fill="#8d7fb8"/><ellipse cx="50" cy="42" rx="16" ry="4" fill="#5f5388"/><path d="M26 62c10-7 16 7 26 0s14 6 22 0" stroke="#fff" stroke-opacity=".6" stroke-width="3" fill="none"/>`,
  ],
  telur: tray('#efe3cf', '#e9c49a', '#f8e3c6', '#a9adb0'),
  tomat: tray('#f6ddd3', '#d9402b', '#f08a76'),
  bawang: tray('#ecdbe4', '#a4476e', '#d48bab'),
  cabai: [
    '#f7ddd2',
    `<ellipse cx="50" cy="54" rx="40" ry="36" fill="#000" opacity=".06"/>${chili}`,
  ],
  tempe: ['#ece4d3', block('#e6d3a8', '#f1e5c6', '#c9b07d')],
  tahu: ['#eeeade', block('#fbf6e6', '#fffdf5', '#e2d8ba')],
  sisir: [
    '#f8ecc0',
    `${shade}<g fill="none" stroke-linecap="round" stroke-width="11"><path d="M32 30c0 24 8 42 26 50" stroke="#e0ac1e"/><path d="M42 26c2 22 10 38 28 46" stroke="#edbf34"/><path d="M52 24c4 18 12 30 28 36" stroke="#f6d357"/></g><path d="M34 26c6-8 14-10 20-6" stroke="#7a5a22" stroke-width="6" fill="none" stroke-linecap="round"/>`,
  ],
};
