// Baskets that were put aside for later, shared by all tabs of the device.
import type { Device, Held } from '../../../data/device';

export class Aside {
  #rows = $state.raw<readonly Held[]>([]);
  readonly #tabs = new BroadcastChannel('nusa-held');

  constructor(private readonly device: Device) {
    this.#tabs.onmessage = () => void this.read();
  }

  /** The newest first. */
  get rows(): readonly Held[] {
    return this.#rows;
  }

  async read(): Promise<void> {
    const rows = await this.device.getAll('held');
    this.#rows = rows.sort((a, b) => b.at - a.at);
  }

  async hold(held: Held): Promise<void> {
    await this.device.put('held', $state.snapshot(held) as Held);
    await this.#tell();
  }

  /** Takes one out; nothing when another tab was faster. */
  async take(id: string): Promise<Held | undefined> {
    const tx = this.device.transaction('held', 'readwrite', { durability: 'strict' });
    const held = await tx.store.get(id);
    await tx.store.delete(id);
    await tx.done;
    await this.#tell();
    return held;
  }

  async #tell(): Promise<void> {
    this.#tabs.postMessage('changed');
    await this.read();
  }
}
