// A company with fresh data: a centre, branches whose link to it can be cut, people who can sign
// in, goods with prices. Real programs on free ports; everything is gone when the test ends.
import { join } from 'node:path';
import { Desk } from './desk.ts';
import { Link } from './link.ts';
import { done, Node } from './node.ts';
import { directory, forget, freePort, until } from './place.ts';

/** Everybody's password. */
export const PASSWORD = 'rahasia sekali';

const PEOPLE: [login: string, name: string, role: string][] = [
  ['budi', 'Budi Santoso', 'manager'],
  ['dewi', 'Dewi Lestari', 'cashier'],
];

const GOODS = `sku,name,category,unit,price,barcode
NG,Nasi goreng,Makanan,porsi,25000,
ET,Es teh manis,Minuman,gelas,6000,
KS,Kopi susu gula aren,Minuman,gelas,24000,
AM,Air mineral 600 ml,Minuman,pcs,4000,8990000000006
BR,Beras ramos,Sembako,kg,15000,8990000000013
GP,Gula pasir 1 kg,Sembako,pcs,17500,8990000000020
`;

/** A branch of the company. */
export interface Branch {
  code: string;
  /** Its number at the centre. */
  id: number;
  node: Node;
  /** Its line to the centre. */
  link: Link;
}

/** What is special about a branch. */
export interface Special {
  /** Another region than the company's first. */
  region?: number;
  /** It has an authority of its own and is reached with TLS; without, it tells how to trust. */
  tls?: boolean;
}

/** The company. */
export class Company {
  readonly branches: Branch[] = [];
  private constructor(
    private readonly place: string,
    readonly centre: Node,
    /** The owner at the centre. */
    readonly owner: Desk,
    private readonly region: number,
  ) {}

  /** Founds one: a centre with its owner `sari`, people and goods, and these branches. */
  static async found(codes: string[] = ['JKT01']): Promise<Company> {
    const place = await directory();
    const data = join(place, 'centre');
    const words = ['user', 'add', '--data', data, '--name', 'sari', '--role', 'owner'];
    await done([...words, '--password-stdin'], `${PASSWORD}\n`);
    const port = await freePort();
    const listen = ['--data', data, '--listen', `127.0.0.1:${port}`];
    const centre = await new Node(['serve', '--role', 'centre', ...listen], port).start();
    const owner = await Desk.signIn(centre.base, 'sari', PASSWORD);
    const region = await owner.added('/api/v1/regions', { name: 'Jawa' });
    const company = new Company(place, centre, owner, region);
    await company.stockTheShelves();
    for (const code of codes) await company.branch(code);
    return company;
  }

  private async stockTheShelves(): Promise<void> {
    const sheet = await this.owner.send('/api/v1/products/import', 'text/csv', GOODS);
    if (!sheet.ok) throw new Error(`the goods were not taken: ${await sheet.text()}`);
    for (const [login, name, role] of PEOPLE) {
      const id = await this.owner.added('/api/v1/people', { login, name, grants: [{ role }] });
      await this.owner.put(`/api/v1/people/${id}/password`, { password: PASSWORD });
    }
  }

  /** Adds a branch: its row, its node, its line; it has learned of its people when this returns. */
  async branch(code: string, { region = this.region, tls = false }: Special = {}): Promise<Branch> {
    const row = { code, name: `Nusa ${code}`, region, address: 'Jl. Contoh 1' };
    const id = await this.owner.added('/api/v1/branches', row);
    const { code: secret } = await this.owner.post(`/api/v1/branches/${id}/enrol-code`, {});
    const link = await new Link(this.centre.port).open();
    const data = join(this.place, code);
    await done(['enrol', '--data', data, '--centre', link.base, '--code', String(secret)]);
    if (tls) await done(['tls', 'init', '--data', data]);
    await done(['sync', 'once', '--data', data]);
    const port = await freePort();
    const listen = ['--data', data, '--listen', `127.0.0.1:${port}`, ...(tls ? ['--tls'] : [])];
    const node = new Node(['serve', '--role', 'branch', ...listen], port);
    await node.start();
    const branch = { code, id, node, link };
    this.branches.push(branch);
    return branch;
  }

  /** The only branch, or the first. */
  get shop(): Branch {
    const [first] = this.branches;
    if (!first) throw new Error('this company has no branch');
    return first;
  }

  /** Waits until the centre has everything that a branch has. */
  async inStep(branch: Branch): Promise<void> {
    const desk = await Desk.signIn(branch.node.base, 'sari', PASSWORD);
    await until(
      'the centre has everything',
      async () => {
        const link = await desk.get('/api/v1/link');
        return link['state'] === 'connected' && link['unsent'] === 0 ? true : undefined;
      },
      60_000,
    );
  }

  /** Ends everything and takes the data away. */
  async end(): Promise<void> {
    for (const { node, link } of this.branches) {
      await node.kill();
      await link.close();
    }
    await this.centre.kill();
    await forget(this.place);
  }
}
