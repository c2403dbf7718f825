// A receipt by mail, as people send one: the office tells the shop its mail server, the till mails
// what was just paid, and the office sees how each mail stands.
import { add, openTill, paid, payExactly } from './cashier-place.ts';
import { PASSWORD } from './harness/company.ts';
import { Desk } from './harness/desk.ts';
import { everyLook } from './harness/look.ts';
import { MailSink, textOf } from './harness/mail.ts';
import { until } from './harness/place.ts';
import { expect, test } from './harness/test.ts';
import { openOffice, row, settled, told } from './office-place.ts';

test('s2_069_s2_080_a_receipt_is_mailed_from_the_till_and_the_office_sees_it', async ({
  company,
  page,
  browser,
}) => {
  const sink = await new MailSink().on();
  const { base } = company.shop.node;
  await openOffice(page, base, '/surel', 'budi');
  const form = page.getByRole('region', { name: 'Server surel' });
  await form.getByRole('button', { name: 'Simpan' }).click();
  await expect(form.getByLabel('Server', { exact: true })).toHaveAccessibleDescription(/Wajib/);
  await form.getByLabel('Server', { exact: true }).fill('127.0.0.1');
  await form.getByRole('radio', { name: 'Tanpa' }).click();
  await expect(form.getByLabel('Port')).toHaveValue('25');
  await form.getByLabel('Port').fill(String(sink.port));
  await form.getByLabel('Nama pengirim').fill('Warung Nusa ☕');
  await form.getByLabel('Alamat pengirim').fill('struk');
  await form.getByRole('button', { name: 'Simpan' }).click();
  await expect(form.getByLabel('Alamat pengirim')).toHaveAccessibleDescription(
    /bukan alamat surel/,
  );
  await form.getByLabel('Alamat pengirim').fill('struk@contoh.id');
  await form.getByRole('button', { name: 'Simpan' }).click();
  await expect(told(page, 'Server surel disimpan')).toBeVisible();
  const trial = page.getByRole('region', { name: 'Coba kirim' });
  await trial.getByLabel('Ke alamat saya').fill('budi@contoh.id');
  await trial.getByRole('button', { name: 'Kirim surel uji' }).click();
  await expect(trial.getByRole('status')).toContainText('Server menerima surel uji');

  const till = await (await browser.newContext()).newPage();
  await openTill(till, company.shop);
  await add(till, 'Nasi goreng');
  await payExactly(till);
  const number = await paid(till);
  const sheet = till.getByRole('dialog', { name: 'Kirim struk ke surel' });
  await till.getByRole('button', { name: 'Kirim struk ke surel' }).click();
  await sheet.getByLabel('Alamat surel').fill('ani');
  await sheet.getByRole('button', { name: 'Kirim', exact: true }).click();
  await expect(sheet.getByLabel('Alamat surel')).toHaveAccessibleDescription(/bukan alamat surel/);
  await sheet.getByLabel('Alamat surel').fill('ani@contoh.id');
  await sheet.getByLabel('Alamat surel').press('Enter');
  await expect(sheet.getByRole('status')).toContainText('Masuk antrean');
  await expect(sheet.getByRole('listitem')).toContainText('a•••@contoh.id');
  await expect(sheet.getByRole('listitem')).toContainText('Terkirim');
  const mail = await until('the receipt arrives', () =>
    Promise.resolve(sink.mails.find(({ to }) => to === 'ani@contoh.id')),
  );
  const words = textOf(mail);
  for (const must of [number, 'Nasi goreng', 'Rp 25.000', 'WIB']) expect(words).toContain(must);
  await sheet.getByLabel('Alamat surel').fill('salah@contoh.id');
  await sheet.getByLabel('Alamat surel').press('Enter');
  await expect(sheet.getByRole('listitem').first()).toContainText('Ditolak');
  await sheet.getByRole('button', { name: 'Tutup' }).last().click();
  await till.getByRole('button', { name: 'Nota baru' }).click();

  await expect(row(page, 'ani@contoh.id')).toContainText('Terkirim');
  await expect(row(page, 'ani@contoh.id')).toContainText(`Struk ${number}`);
  await expect(row(page, 'salah@contoh.id')).toContainText('tidak ada orang itu');
  await row(page, 'ani@contoh.id').getByRole('button', { name: 'Kirim lagi' }).click();
  await until('it arrives again', () => Promise.resolve(sink.mails.length === 3 || undefined));
  await sink.off();
  await row(page, 'ani@contoh.id').getByRole('button', { name: 'Kirim lagi' }).click();
  await expect(row(page, 'ani@contoh.id')).toContainText('Server tidak terjangkau');
});

test('the_pages_of_mail_are_whole', async ({ company, browser }) => {
  test.setTimeout(300_000);
  const sink = await new MailSink().on();
  const { base } = company.shop.node;
  const desk = await Desk.signIn(base, 'budi', PASSWORD);
  await desk.put('/api/v1/mail/settings', {
    host: '127.0.0.1',
    port: sink.port,
    security: 'none',
    login: '',
    sender: 'struk@contoh.id',
    sender_name: 'Warung Nusa',
    automatic: true,
  });
  await everyLook(browser, base, 'kasir-surel', async (page) => {
    await openTill(page, company.shop);
    await add(page, 'Nasi goreng');
    await payExactly(page);
    await paid(page);
    await page.getByRole('button', { name: 'Kirim struk ke surel' }).click();
    const sheet = page.getByRole('dialog', { name: 'Kirim struk ke surel' });
    for (const [to, state] of [
      ['ani.wulandari@perusahaan.contoh.id', 'Terkirim'],
      ['salah@contoh.id', 'Ditolak'],
    ] as const) {
      await sheet.getByLabel('Alamat surel').fill(to);
      await sheet.getByLabel('Alamat surel').press('Enter');
      await expect(sheet.getByRole('listitem').first()).toContainText(state);
    }
  });
  await everyLook(browser, base, 'kasir-nota-surel', async (page) => {
    await openTill(page, company.shop, 'budi');
    await page.goto(`${base}/kasir/riwayat`);
    await page
      .getByRole('button', { name: /Buka nota/ })
      .first()
      .click();
    await expect(page.getByRole('button', { name: 'Kirim struk ke surel' })).toBeVisible();
  });
  await sink.off();
  const { items } = await desk.get('/api/v1/mail?state=sent');
  const sent = (items as { mail: string }[])[0]?.mail ?? '';
  await desk.post(`/api/v1/mail/${sent}/resend`, {});
  await everyLook(browser, base, 'kantor-surel', async (page) => {
    await openOffice(page, base, '/surel', 'budi');
    await expect(row(page, 'ani.wulandari').first()).toContainText('Server tidak terjangkau');
    await page.getByLabel('Ke alamat saya').fill('budi@contoh.id');
    await page.getByRole('button', { name: 'Kirim surel uji' }).click();
    await expect(page.getByRole('alert')).toContainText('Server tidak terjangkau');
    await settled(page);
  });
});
