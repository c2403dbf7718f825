// Accounts as people come by them: invited by mail and at the till a minute later, a password
// forgotten and chosen anew, devices looked over and sent away. Real mail server, real programs.
import { randomUUID } from 'node:crypto';
import { openTill, add, paid, payExactly } from './cashier-place.ts';
import { PASSWORD, type Company } from './harness/company.ts';
import { Desk } from './harness/desk.ts';
import { everyLook } from './harness/look.ts';
import { MailSink, textOf } from './harness/mail.ts';
import { until } from './harness/place.ts';
import { expect, test } from './harness/test.ts';
import { openOffice, row, settled, told } from './office-place.ts';

test.use({ actionTimeout: 10_000 });

const NEW = 'sandi pilihan sendiri';

/** The centre sends mail by this server from now on, with links to itself. */
async function post(company: Company, sink: MailSink): Promise<void> {
  await company.owner.put('/api/v1/mail/settings', {
    host: '127.0.0.1',
    port: sink.port,
    security: 'none',
    login: '',
    sender: 'kantor@contoh.id',
    sender_name: 'Warung Nusa',
    automatic: false,
    office: company.centre.base,
  });
}

/** Somebody new with a name of their own, whom mail reaches. */
async function hired(company: Company, password?: string): Promise<{ id: number; login: string }> {
  const login = `r${randomUUID().slice(0, 8)}`;
  const id = await company.owner.added('/api/v1/people', {
    login,
    name: `Rina ${login}`,
    grants: [{ role: 'manager' }],
  });
  await company.owner.put(`/api/v1/people/${id}/contact`, { email: `${login}@contoh.id` });
  if (password) await company.owner.put(`/api/v1/people/${id}/password`, { password });
  return { id, login };
}

/** The link of the mail to somebody. */
async function linkTo(sink: MailSink, to: string, subject: string): Promise<string> {
  const mail = await until(`the mail to ${to}`, () =>
    Promise.resolve(
      sink.mails.findLast((mail) => mail.to === to && textOf(mail).includes(subject)),
    ),
  );
  const link = /https?:\S+tautan#\w+/.exec(textOf(mail))?.[0];
  if (!link) throw new Error(`no link in ${textOf(mail)}`);
  return link;
}

test('s2_061_from_an_invitation_by_mail_to_the_first_sale', async ({ company, browser, page }) => {
  const sink = await new MailSink().on();
  await openOffice(page, company.centre.base, '/surel');
  const form = page.getByRole('region', { name: 'Server surel' });
  await form.getByLabel('Server', { exact: true }).fill('127.0.0.1');
  await form.getByRole('radio', { name: 'Tanpa' }).click();
  await form.getByLabel('Port').fill(String(sink.port));
  await form.getByLabel('Alamat pengirim').fill('kantor@contoh.id');
  await expect(form.getByLabel('Alamat kantor')).toHaveValue(company.centre.base);
  await form.getByRole('button', { name: 'Simpan' }).click();
  await expect(told(page, 'Server surel disimpan')).toBeVisible();

  await page.goto(`${company.centre.base}/kantor/orang`);
  await page.getByRole('button', { name: 'Orang baru' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nama yang tercetak di struk').fill('Wati Ayu');
  await dialog.getByLabel('Nama masuk').fill('wati');
  await dialog.getByLabel('Surel').fill('wati');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog.getByLabel('Surel')).toHaveAccessibleDescription(/bukan alamat surel/);
  await dialog.getByLabel('Surel').fill('wati@contoh.id');
  await dialog.getByRole('button', { name: 'Simpan' }).click();
  await expect(dialog.getByRole('heading')).toHaveText('Undang Wati Ayu');
  await dialog.getByRole('button', { name: 'Kirim undangan' }).click();
  await expect(dialog.getByRole('status')).toContainText('wati@contoh.id');
  await expect(dialog.getByLabel('Tautan undangan')).toHaveValue(/\/kantor\/tautan#\w{64}$/);
  await dialog.getByRole('button', { name: 'Tutup' }).last().click();

  const link = await linkTo(sink, 'wati@contoh.id', 'membuatkan Anda akun');
  await page.reload();
  await expect(row(page, 'Wati Ayu')).toContainText('Undangan terkirim');
  const hers = await (await browser.newContext()).newPage();
  await hers.goto(link);
  await expect(hers.getByRole('heading', { level: 1 })).toHaveText('Selamat bergabung');
  await expect(hers.getByRole('main')).toContainText('Wati Ayu');
  await hers.getByLabel('Kata sandi', { exact: true }).fill('pendek');
  await hers.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await expect(hers.getByLabel('Kata sandi', { exact: true })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await hers.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
  await hers.getByLabel('Kata sandi, sekali lagi').fill(PASSWORD);
  await hers.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await settled(hers);
  expect(hers.url()).not.toContain('#');
  await page.reload();
  await expect(row(page, 'Wati Ayu')).toContainText('Sudah bergabung');

  await until('the branch knows her', async () => {
    const desk = await Desk.signIn(company.shop.node.base, 'budi', PASSWORD);
    const { items } = await desk.get('/api/v1/people');
    const people = items as { login: string; has_password?: boolean }[];
    return people.some((one) => one.login === 'wati' && one.has_password) || undefined;
  });
  await openTill(hers, company.shop, 'wati');
  await add(hers, 'Nasi goreng');
  await payExactly(hers);
  await paid(hers);
  await hers.goto(link);
  await expect(hers.getByRole('heading', { level: 1 })).toHaveText('Tautan tidak berlaku');
  await hers.context().close();
});

test('s2_062_d2_15_a_forgotten_password_is_chosen_anew_by_mail', async ({
  company,
  page,
  browser,
}) => {
  const sink = await new MailSink().on();
  await post(company, sink);
  const { login } = await hired(company, PASSWORD);
  const elsewhere = await (await browser.newContext()).newPage();
  await openOffice(elsewhere, company.centre.base, '/akun', login);

  await page.goto(`${company.centre.base}/kantor`);
  await page.getByRole('link', { name: 'Lupa kata sandi?' }).click();
  await page.getByRole('button', { name: 'Kirim tautan' }).click();
  await expect(page.getByRole('alert')).toContainText('Isi nama masuk');
  await page.getByLabel('Nama masuk atau surel').fill('tidak-ada-orangnya');
  await page.getByRole('button', { name: 'Kirim tautan' }).click();
  await expect(page.getByRole('status')).toContainText('Kalau akunnya ada');
  const words = await page.getByRole('main').innerText();
  await page.reload();
  await page.getByLabel('Nama masuk atau surel').fill(`${login}@contoh.id`);
  await page.getByRole('button', { name: 'Kirim tautan' }).click();
  await expect(page.getByRole('status')).toContainText('Kalau akunnya ada');
  expect(await page.getByRole('main').innerText(), 'as a stranger is told').toBe(words);

  await page.goto(await linkTo(sink, `${login}@contoh.id`, 'meminta kata sandi baru'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kata sandi baru');
  await page.getByLabel('Kata sandi', { exact: true }).fill(NEW);
  await page.getByLabel('Kata sandi, sekali lagi').fill(NEW);
  await page.getByRole('button', { name: 'Simpan dan masuk' }).click();
  await settled(page);
  await until('she is told', () =>
    Promise.resolve(
      sink.mails.some(
        (mail) => mail.to.startsWith(login) && textOf(mail).includes('diganti pada'),
      ) || undefined,
    ),
  );
  await elsewhere.reload();
  await expect(elsewhere.getByLabel('Nama masuk')).toBeVisible();
  await elsewhere.getByLabel('Nama masuk').fill(login);
  await elsewhere.getByLabel('Kata sandi', { exact: true }).fill(NEW);
  await elsewhere.getByRole('button', { name: 'Masuk', exact: true }).click();
  await settled(elsewhere);
  await elsewhere.context().close();

  await page.context().clearCookies();
  await page.goto(`${company.shop.node.base}/kantor/lupa`);
  await expect(page.getByRole('main')).toContainText('Kata sandi diatur di kantor pusat');
});

test('devices_that_are_signed_in_are_seen_and_sent_away', async ({ company, page, browser }) => {
  const { id, login } = await hired(company, PASSWORD);
  const phone = await (
    await browser.newContext({
      userAgent: 'Mozilla/5.0 (Linux; Android 10; K) Chrome/131.0 Mobile',
    })
  ).newPage();
  await openOffice(phone, company.centre.base, '/akun', login);
  await page.goto(`${company.centre.base}/kantor`);
  await page.getByLabel('Nama masuk').fill(login);
  await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
  await expect(
    page.getByRole('checkbox', { name: 'Ingat saya di perangkat ini' }),
  ).not.toBeChecked();
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await settled(page);
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => name.startsWith('nusa_session'))?.expires).toBe(-1);
  await page.goto(`${company.centre.base}/kantor/akun`);
  const list = page.getByRole('region', { name: 'Perangkat yang masuk' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list.getByRole('listitem').first()).toContainText('Perangkat ini');
  const theirs = list.getByRole('listitem').filter({ hasText: 'Chrome · Android' });
  await theirs.getByRole('button', { name: 'Keluarkan' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await phone.reload();
  await expect(phone.getByLabel('Nama masuk')).toBeVisible();

  const own = page.getByRole('region', { name: 'Surel saya' });
  await expect(own.getByLabel('Alamat surel')).toHaveValue(`${login}@contoh.id`);
  await own.getByLabel('Alamat surel').fill(`baru-${login}@contoh.id`);
  await own.getByLabel('Kata sandi Anda').fill('bukan ini');
  await own.getByRole('button', { name: 'Simpan alamat' }).click();
  await expect(own.getByLabel('Kata sandi Anda')).toHaveAccessibleDescription(/tidak cocok/);
  await own.getByLabel('Kata sandi Anda').fill(PASSWORD);
  await own.getByRole('button', { name: 'Simpan alamat' }).click();
  await expect(told(page, 'Alamat surel disimpan')).toBeVisible();

  const boss = await (await browser.newContext()).newPage();
  await openOffice(boss, company.centre.base, '/orang');
  await expect(row(boss, login)).toContainText(`baru-${login}@contoh.id`);
  await row(boss, login)
    .getByRole('button', { name: /^Perangkat/ })
    .click();
  await boss.getByRole('dialog').getByRole('button', { name: 'Keluarkan semua' }).click();
  await expect(boss.getByRole('dialog')).toContainText('Tidak sedang masuk');
  await page.reload();
  await expect(page.getByLabel('Nama masuk')).toBeVisible();
  expect(id).toBeGreaterThan(0);
  await boss.context().close();
  await phone.context().close();
});

test('the_pages_of_accounts_are_whole', async ({ company, browser }) => {
  const sink = await new MailSink().on();
  await post(company, sink);
  const { base } = company.centre;
  const { id } = await hired(company);
  const invited = async (): Promise<string> => {
    const path = `/api/v1/people/${id}/invitation`;
    const made = await company.owner.post(path, { mail: true });
    return String(made['token']);
  };
  await everyLook(browser, base, 'kantor-orang', async (page) => {
    await openOffice(page, base, '/orang');
  });
  await everyLook(browser, base, 'kantor-undang', async (page) => {
    await openOffice(page, base, '/orang');
    await row(page, 'Belum diundang')
      .or(row(page, 'Undangan'))
      .first()
      .getByRole('button', { name: 'Undang' })
      .click();
    await page.getByRole('button', { name: 'Kirim undangan' }).click();
    await expect(page.getByLabel('Tautan undangan')).toBeVisible();
  });
  await everyLook(browser, base, 'kantor-tautan', async (page) => {
    await page.goto(`${base}/kantor/tautan#${await invited()}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Selamat bergabung');
  });
  await everyLook(browser, base, 'kantor-masuk', async (page) => {
    await page.goto(`${base}/kantor`);
    await expect(page.getByLabel('Nama masuk')).toBeVisible();
  });
  await everyLook(browser, base, 'kantor-lupa', async (page) => {
    await page.goto(`${base}/kantor/lupa`);
    await expect(page.getByLabel('Nama masuk atau surel')).toBeVisible();
  });
  await everyLook(browser, base, 'kantor-akun', async (page) => {
    await openOffice(page, base, '/akun');
    await expect(page.getByRole('region', { name: 'Surel saya' })).toBeVisible();
  });
});
