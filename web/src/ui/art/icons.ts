// The line icons of the house, by their word. Knows no screen.

/** Line icons on a 24 x 24 grid, stroke 1.8, round caps. */
export const icons = {
  alert:
    '<path d="M12 8.500v4.500M12 16.800h.01M10.3 4 2.5 17.500A2 2 0 0 0 4.2 20.500h15.600a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0z"/>',
  arrow: '<path d="M5 12h14M13 6l6 6-6 6"/>',
  backspace:
    '<path d="M9 5h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-6-7zM12.5 9.500l5 5M17.5 9.500l-5 5"/>',
  bag: '<path d="M5 8h14l-1 13H6zM9 8V6a3 3 0 0 1 6 0v2"/>',
  audit: '<path d="M6 3.500h9l4 4V20.500H6zM15 3.500v4h4M9 12h7M9 16h5"/>',
  bell: '<path d="M6 16v-6a6 6 0 0 1 12 0v6l2 2H4zM10 21h4"/>',
  box: '<path d="m12 3 8.5 4.500v9L12 21l-8.5-4.500v-9zM3.5 7.5 12 12l8.5-4.500M12 12v9"/>',
  branch:
    '<path d="M4 10v10h16V10M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0M10 20v-5h4v5"/>',
  cash: '<rect x="2" y="6" width="20" height="12" rx="2"/><circle cx="12" cy="12" r="2.5"/><path d="M6 10v4M18 10v4"/>',
  chart: '<path d="M4 20V10M10 20V4M16 20v-8M21 20H3"/>',
  check: '<path d="m5 12 5 5 9-10"/>',
  chef: '<path d="M6 14a4 4 0 0 1-.5-7.9 6.5 6.5 0 0 1 13 0A4 4 0 0 1 18 14v6H6zM6 17h12"/>',
  card: '<rect x="2.5" y="5" width="19" height="14" rx="2.5"/><path d="M2.5 10h19M6 15h4"/>',
  clock: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.500V12l3 2"/>',
  down: '<path d="m6 9 6 6 6-6"/>',
  download: '<path d="M12 4v12M7 11l5 5 5-5M4 20h16"/>',
  edit: '<path d="M4 20h4L19 9l-4-4L4 16z"/>',
  eye: '<path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z"/><circle cx="12" cy="12" r="2.8"/>',
  filter: '<path d="M4 6h16M7 12h10M10 18h4"/>',
  floor:
    '<rect x="3.5" y="3.5" width="17" height="17" rx="2"/><circle cx="9" cy="9" r="2"/><rect x="13.5" y="13" width="4" height="4" rx="1"/>',
  globe:
    '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.500c3 3 3 14 0 17M12 3.500c-3 3-3 14 0 17"/>',
  help: '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.500a2.5 2.5 0 1 1 3.5 2.300c-.7.3-1 .8-1 1.700M12 16.500h.01"/>',
  home: '<path d="m3 11 9-7 9 7M5.5 9.500V20h13V9.5"/>',
  left: '<path d="m15 6-6 6 6 6"/>',
  link: '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.700l1-1"/>',
  list: '<path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"/>',
  lock: '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  minus: '<path d="M5 12h14"/>',
  more: '<path d="M5 12h.01M12 12h.01M19 12h.01"/>',
  note: '<path d="M5 3h14v12l-5 6H5zM14 21v-6h5M9 8h6M9 12h4"/>',
  off: '<path d="m2 2 20 20M8.5 16.500a5 5 0 0 1 7 0M5 12.900a10 10 0 0 1 5.2-2.700M19 12.900a10 10 0 0 0-2-1.500M2 8.800a15 15 0 0 1 4.2-2.600M22 8.800a15 15 0 0 0-11.3-3.800M12 20h.01"/>',
  on: '<path d="M5 12.900a10 10 0 0 1 14 0M8.5 16.500a5 5 0 0 1 7 0M2 8.800a15 15 0 0 1 20 0M12 20h.01"/>',
  orders: '<path d="M6 2h12v20l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6"/>',
  pause: '<path d="M8 5v14M16 5v14"/>',
  people:
    '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0M16 5a3.5 3.5 0 0 1 0 6.500M18 14.500a6.5 6.5 0 0 1 3.5 5.5"/>',
  phone: '<rect x="7" y="2.5" width="10" height="19" rx="2.5"/><path d="M11 18.500h2"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  print: '<path d="M7 9V3h10v6M7 17H4v-6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6h-3M7 14h10v7H7z"/>',
  qr: '<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v6h-4M14 20h.01"/>',
  right: '<path d="m9 6 6 6-6 6"/>',
  scan: '<path d="M3 7V5a2 2 0 0 1 2-2h2M17 3h2a2 2 0 0 1 2 2v2M21 17v2a2 2 0 0 1-2 2h-2M7 21H5a2 2 0 0 1-2-2v-2M7 8v8M11 8v8M14 8v8M17 8v8"/>',
  scooter:
    '<circle cx="6" cy="17.5" r="2.5"/><circle cx="18" cy="17.5" r="2.5"/><path d="M8.5 17.500h7M15 5h3l2 10M3 14c0-2 1.5-3 4-3h5l3 6"/>',
  search: '<circle cx="11" cy="11" r="7"/><path d="m20 20-3.7-3.7"/>',
  server:
    '<rect x="3.5" y="4" width="17" height="7" rx="2"/><rect x="3.5" y="13" width="17" height="7" rx="2"/><path d="M7 7.500h.01M7 16.500h.01"/>',
  settings:
    '<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.5"/><circle cx="8" cy="17" r="2.5"/>',
  star: '<path d="m12 3 2.7 5.9 6.3.7-4.7 4.3 1.3 6.3-5.6-3.2-5.6 3.2 1.3-6.300L3 9.600l6.3-.7z"/>',
  sync: '<path d="M20 11a8 8 0 0 0-14.3-4L3.5 9.500M3.5 4.500v5h5M4 13a8 8 0 0 0 14.3 4l2.2-2.500M20.5 19.500v-5h-5"/>',
  tag: '<path d="M3 12V3h9l9 9-9 9zM7.5 7.500h.01"/>',
  till: '<rect x="3" y="11" width="18" height="9" rx="2"/><path d="M6 11V5h8v6M17 15h1M9 8h2"/>',
  trash: '<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>',
  truck:
    '<path d="M2.5 6h11v10h-11zM13.5 10h4l4 3.500V16h-8z"/><circle cx="7" cy="17.5" r="2"/><circle cx="17" cy="17.5" r="2"/>',
  undo: '<path d="M8 5 3.5 9.5 8 14M3.5 9.500H15a5.5 5.5 0 0 1 0 11h-4"/>',
  unlock: '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 7.500-2"/>',
  up: '<path d="m6 15 6-6 6 6"/>',
  upload: '<path d="M12 16V4M7 9l5-5 5 5M4 20h16"/>',
  wallet:
    '<path d="M4 7a2 2 0 0 1 2-2h11v3M4 7v10a2 2 0 0 0 2 2h14V8H6a2 2 0 0 1-2-1M16.500 13.500h.01"/>',
  user: '<circle cx="12" cy="8" r="4"/><path d="M4 21a8 8 0 0 1 16 0"/>',
  x: '<path d="M6 6l12 12M18 6 6 18"/>',
} as const;

export type IconName = keyof typeof icons;
