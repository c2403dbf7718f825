// Which addresses a guest's phone can reach.
import { expect, it } from 'vitest';
import { isLoopback, linkOf } from './codes';

it.each(['localhost', '127.0.0.1', '127.8.8.8', '[::1]'])('knows %s for this computer', (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each(['192.168.1.20', 'toko.local', '12.127.0.1'])('knows %s for another', (host) => {
  expect(isLoopback(host)).toBe(false);
});

it('leads to the page of the table at the address of this page', () => {
  const code = { table: 't', area: '', label: '7', sitting: 1, path: '/meja/t/abc' };
  expect(linkOf(code, 'http://192.168.1.20:7300')).toBe('http://192.168.1.20:7300/meja/t/abc');
});
