import { test } from './harness/test.ts';
import { firstMenu, openCafe } from './first-menu.ts';
test('x', async ({ browser }) => {
  const { company, code } = await openCafe();
  for (const latency of [100, 100, 100, 300]) {
    console.log(latency, JSON.stringify(await firstMenu(browser, code, { bytesPerSecond: 50_000, latency, slower: 6 })));
  }
  await company.end();
});
