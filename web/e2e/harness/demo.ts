// The demo as a person starts it: `nusa demo` on free ports with data of its own, and its switch
// that cuts a branch's link. Its people and their drawn passwords are in its directory.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Desk } from './desk.ts';
import { Node } from './node.ts';
import { directory, forget, freePort, until } from './place.ts';

/** Somebody of the demo. */
export interface Login {
  login: string;
  password: string;
  role: string;
  branch?: string;
}

/** The demo, running. */
export class Demo {
  private constructor(
    private readonly place: string,
    private readonly program: Node,
    readonly logins: Login[],
  ) {}

  /** Starts a fresh one and waits until it has printed who may sign in. */
  static async start(patienceMs = 120_000): Promise<Demo> {
    const place = await directory();
    const data = join(place, 'data');
    const port = await threePorts();
    const program = new Node(['demo', '--data', data, '--port', String(port)], port);
    await program.start(patienceMs);
    const isReady = (): Promise<true | undefined> =>
      Promise.resolve(program.said.includes('Ctrl-C') ? true : undefined);
    await until('the demo is ready', isReady, patienceMs);
    const kept = await readFile(join(data, 'demo-logins'), 'utf8');
    return new Demo(place, program, JSON.parse(kept) as Login[]);
  }

  /** The address of the centre, the shop or the café. */
  base(which: 'centre' | 'shop' | 'cafe'): string {
    const step = { centre: 0, shop: 1, cafe: 2 }[which];
    return `http://127.0.0.1:${this.program.port + step}`;
  }

  /** Who holds a role, at a branch or for the company. */
  who(role: string, branch?: string): Login {
    const found = this.logins.find((login) => login.role === role && login.branch === branch);
    if (!found) throw new Error(`nobody is ${role} at ${branch ?? 'the company'}`);
    return found;
  }

  /** Cuts or mends a branch's link by the demo's own switch. */
  async link(which: 'shop' | 'cafe', open: boolean): Promise<void> {
    const owner = this.who('owner');
    const desk = await Desk.signIn(this.base(which), owner.login, owner.password);
    await desk.put('/api/v1/link', { open });
  }

  /** What it printed. */
  get said(): string {
    return this.program.said;
  }

  /** Ends it and takes its data away. */
  async end(): Promise<void> {
    await this.program.stop();
    await forget(this.place);
  }
}

/** A port with two free ones after it. */
async function threePorts(): Promise<number> {
  return until('three free ports in a row', async () => {
    const port = await freePort();
    const next = [await isFree(port + 1), await isFree(port + 2)];
    return next.every(Boolean) ? port : undefined;
  });
}

async function isFree(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/`).then(
    () => false,
    () => true,
  );
  return answer && port < 65_536;
}
