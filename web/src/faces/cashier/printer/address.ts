// A printer's address as people type or paste it, made into what the node takes. Knows no screen.

/** A name or an address, and a port where one was written behind it. */
export interface Address {
  host: string;
  port?: string;
}

const SCHEME = /^[a-z]+:\/\//i;
const FIGURES = /^[\d.,\s]+$/;

/**
 * Figures as machines write them: printers print `192.168.001.040`, which a network would read as
 * other numbers, and a telephone's keyboard offers a comma where a point is meant.
 */
function plainFigures(host: string): string {
  if (!FIGURES.test(host)) return host;
  const parts = host.split(/[.,\s]+/).filter(Boolean);
  return parts.map((part) => part.replace(/^0+(?=\d)/, '')).join('.');
}

/** Reads what was typed: without `http://`, path and spaces, the port apart. */
export function readAddress(typed: string): Address {
  const bare = typed
    .trim()
    .replace(SCHEME, '')
    .replace(/[/?#].*$/, '');
  const [, host = bare, port] = /^([^:]*):(\d+)$/.exec(bare) ?? [];
  return { host: plainFigures(host.trim()), ...(port === undefined ? {} : { port }) };
}

/** The shop's computer as this device sees it, where that is an address in the shop's network. */
export function shopAddress(hostname: string): string | undefined {
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
  return isAddress && !hostname.startsWith('127.') ? hostname : undefined;
}
