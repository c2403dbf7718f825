// Which till this device is, who stands at it, and where that leaves the screen. Kept on the
// device, so that a till opens without its node. Knows no page and no sale.
import { api, NoAnswer, Problem } from '../../../api/client';
import { keep, recall, type Device } from '../../../data/device';
import type { Session, TillInfo } from './views';

/** What the whole screen is about. */
export type Stage =
  | 'starting'
  /** The node does not answer and this device has kept nothing. */
  | 'unreachable'
  /** The device is no till yet. */
  | 'register'
  | 'sign_in'
  | 'work';

export class Desk {
  #info = $state.raw<TillInfo>();
  #session = $state.raw<Session>();
  #stage = $state<Stage>('starting');

  constructor(private readonly device: Device) {}

  get info(): TillInfo | undefined {
    return this.#info;
  }

  /** The till of a screen that is only shown at a till. */
  get till(): TillInfo {
    if (!this.#info) throw new Error('this device is no till');
    return this.#info;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  /** Who stands at the till of a screen that is only shown to somebody. */
  get person(): Session {
    if (!this.#session) throw new Error('nobody has signed in');
    return this.#session;
  }

  get stage(): Stage {
    return this.#stage;
  }

  may(right: string): boolean {
    return this.#session?.rights.includes(right) ?? false;
  }

  /** Opens with what the device kept, then asks the node. */
  async open(): Promise<void> {
    this.#info = await recall<TillInfo>(this.device, 'till');
    const session = await recall<Session>(this.device, 'session');
    if (session && session.until > Date.now()) this.#session = session;
    await this.refresh();
  }

  /** Asks the node which till this is and who is signed in. Its silence changes nothing. */
  async refresh(): Promise<void> {
    try {
      await this.#readTill();
      await this.#readSession();
    } catch (error) {
      if (!(error instanceof NoAnswer) && !(error instanceof Problem)) throw error;
    }
    this.#decide();
  }

  async #readTill(): Promise<void> {
    try {
      this.#info = await api.get<TillInfo>('/api/v1/till');
      await keep(this.device, 'till', this.#info);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 403) throw error;
      this.#info = undefined;
      await this.device.delete('kept', 'till');
      this.#stage = 'register';
    }
  }

  async #readSession(): Promise<void> {
    try {
      await this.signedIn(await api.get<Session>('/api/v1/session'));
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      await this.#left();
    }
  }

  /** Nobody stands here any more; the screen goes at once, so that none sells for nobody. */
  async #left(): Promise<void> {
    this.#session = undefined;
    this.#decide();
    await this.device.delete('kept', 'session');
  }

  #decide(): void {
    if (this.#info) this.#stage = this.#session ? 'work' : 'sign_in';
    else if (this.#stage !== 'register') this.#stage = 'unreachable';
  }

  /** Somebody has signed in. */
  async signedIn(session: Session): Promise<void> {
    this.#session = session;
    const { token, ...kept } = session;
    void token;
    await keep(this.device, 'session', kept);
    this.#decide();
  }

  /** The person leaves. Throws when the node does not hear of it. */
  async signOut(): Promise<void> {
    await api.remove('/api/v1/session', {});
    await this.#left();
  }

  /** The favourites as they now are. */
  async setFavourites(products: number[]): Promise<void> {
    await api.put(`/api/v1/tills/${this.till.till}/favourites`, { products });
    if (this.#info) this.#info = { ...this.#info, favourites: products };
  }
}
