// Addresses of printers as people write them.
import { expect, it } from 'vitest';
import { readAddress, shopAddress } from './address';

it.each<[typed: string, host: string, port?: string]>([
  [' 192.168.1.40 ', '192.168.1.40'],
  ['192.168.001.040', '192.168.1.40'],
  ['10.0.0.5', '10.0.0.5'],
  ['192,168,1,40', '192.168.1.40'],
  ['192. 168. 1. 40', '192.168.1.40'],
  ['192.168.1.40:9101', '192.168.1.40', '9101'],
  ['http://192.168.1.40/setup.html', '192.168.1.40'],
  ['printer-kasir', 'printer-kasir'],
  ['printer-kasir:9100', 'printer-kasir', '9100'],
  ['fe80::1', 'fe80::1'],
  ['dapur satu', 'dapur satu'],
  ['', ''],
])('reads %j', (typed, host, port) => {
  expect(readAddress(typed)).toEqual(port === undefined ? { host } : { host, port });
});

it('tells where the shop’s computer is, unless it is this one', () => {
  expect(['192.168.1.5', '127.0.0.1', 'localhost', 'toko.local'].map(shopAddress)).toEqual([
    '192.168.1.5',
    undefined,
    undefined,
    undefined,
  ]);
});
