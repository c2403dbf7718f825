// Where a code leads, and whether a guest's phone can follow it.
import { expect, it } from 'vitest';
import { howToListen, isLoopback, leadsNowhere, linkOf } from './codes';

const code = { table: 't', area: '', label: '7', sitting: 1, path: '/meja/t/abc' };
const reached = { ...code, url: 'http://192.168.1.20:7102/meja/t/abc' };
const HERE = 'http://127.0.0.1:7102';

it.each(['localhost', '127.0.0.1', '127.8.8.8', '[::1]'])('knows %s for this computer', (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each(['192.168.1.20', 'toko.local', '12.127.0.1'])('knows %s for another', (host) => {
  expect(isLoopback(host)).toBe(false);
});

it('leads where the node says that phones reach it, wherever the board was opened', () => {
  for (const origin of [HERE, 'http://toko.local:7102']) {
    expect(linkOf(reached, origin)).toBe('http://192.168.1.20:7102/meja/t/abc');
    expect(leadsNowhere(reached, origin)).toBe(false);
  }
});

it('leads to the address of this page where the node knows none', () => {
  expect(linkOf(code, 'http://192.168.1.20:7300')).toBe('http://192.168.1.20:7300/meja/t/abc');
  expect(leadsNowhere(code, 'http://192.168.1.20:7300')).toBe(false);
});

it('knows an address that no phone follows, and says what to do about it', () => {
  for (const origin of [HERE, 'http://localhost:7102', 'http://[::1]:7102']) {
    expect(leadsNowhere(code, origin)).toBe(true);
  }
  expect(howToListen('7102')).toBe('nusa serve --listen 0.0.0.0:7102');
});
