// Gives the faces, while developing, the addresses that the node gives them. In the build the
// node does this itself.
import type { Plugin } from 'vite';

const FACES: [path: string, page: string][] = [
  ['/kasir', '/cashier.html'],
  ['/kantor', '/office.html'],
  ['/mulai', '/start.html'],
  ['/meja', '/guest.html'],
  ['/pesanan', '/orders.html'],
  ['/dapur', '/kitchen.html'],
];

/** The page of an address without a dot; nothing for others. */
export function pageOf(address: string): string | undefined {
  const path = address.split('?')[0] ?? '';
  const face = FACES.find(([at]) => path === at || path.startsWith(`${at}/`));
  return path.includes('.') ? undefined : face?.[1];
}

/** The plugin. */
export function pretty(): Plugin {
  return {
    name: 'nusa-pretty',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        request.url = pageOf(request.url ?? '') ?? request.url ?? '';
        next();
      });
    },
  };
}
