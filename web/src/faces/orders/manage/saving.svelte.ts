// Saving something of the house: sends it, says why not, tells when it is only kept. Knows no form.
import type { StaffDesk } from '../../staff/desk.svelte';
import { t } from '../words';

export class Saving {
  #busy = $state(false);
  #problem = $state<string>();

  constructor(private readonly desk: StaffDesk) {}

  get busy(): boolean {
    return this.#busy;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** Whether it was taken, by the node or for the time being by this device. */
  async put(path: string, body: object, name: string): Promise<boolean> {
    this.#busy = true;
    const outcome = await this.desk.send({ method: 'PUT', path, body, name });
    this.#busy = false;
    this.#problem = this.desk.why(outcome);
    if (outcome.kind === 'confirmed') this.desk.notes.done(t.manage.saved(name));
    if (outcome.kind === 'later') this.desk.notes.done(t.manage.kept(name));
    return this.#problem === undefined;
  }
}
