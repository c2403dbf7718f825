// The branches and regions of the company, which nearly every page names. Loaded once and again
// after a change. A branch knows the settings of its own row alone, of the others their names.
import { api } from '../../../api/client';
import type { BranchRow, PlaceRow, RegionRow } from '../shapes';
import { t } from '../words';
import { runningDay } from './day';

/** The centre's own time, minutes east of UTC. */
export const CENTRE_OFFSET_MIN = 420;
/** When the centre's own day ends, minutes after midnight. */
const CENTRE_CUTOFF_MIN = 240;
/** The centre as a place, where branches have numbers from 1. */
export const CENTRE = 0;

export class Places {
  #branches = $state.raw<readonly BranchRow[]>([]);
  #regions = $state.raw<readonly RegionRow[]>([]);
  #everywhere = $state.raw<readonly PlaceRow[]>([]);

  get branches(): readonly BranchRow[] {
    return this.#branches;
  }

  get regions(): readonly RegionRow[] {
    return this.#regions;
  }

  get active(): readonly BranchRow[] {
    return this.#branches.filter((branch) => branch.active);
  }

  /** Every branch that trades, also where this node is one of them. */
  get trading(): readonly PlaceRow[] {
    return this.#everywhere.filter(({ id, active }) => active && id !== CENTRE);
  }

  /** The hour at which the business day begins, the earliest of the branches that trade. */
  get dayBegins(): number {
    const turns = this.active.map(({ cutoff_min }) => cutoff_min);
    return Math.floor((turns.length > 0 ? Math.min(...turns) : CENTRE_CUTOFF_MIN) / 60);
  }

  async load(): Promise<void> {
    const [branches, regions, everywhere] = await Promise.all([
      api.get<{ items: BranchRow[] }>('/api/v1/branches'),
      api.get<{ items: RegionRow[] }>('/api/v1/regions'),
      api.get<{ items: PlaceRow[] }>('/api/v1/places'),
    ]);
    this.#branches = branches.items;
    this.#regions = regions.items;
    this.#everywhere = everywhere.items;
  }

  branch(id: number): BranchRow | undefined {
    return this.#branches.find((branch) => branch.id === id);
  }

  nameOf(branch: number): string {
    if (branch === CENTRE) return t.centre;
    const place = this.branch(branch) ?? this.#everywhere.find(({ id }) => id === branch);
    return place?.name ?? t.branchNumber(branch);
  }

  /** `warehouse`, `branch:3` or `transit:…` in words. */
  placeName(place: string): string {
    const [kind, id] = place.split(':');
    if (kind === 'branch') return this.nameOf(Number(id));
    return t.place[kind as keyof typeof t.place] ?? place;
  }

  /** `company`, `region:3` or `branch:1` in words. */
  scopeName(scope: string): string {
    const [kind, id] = scope.split(':');
    if (kind === 'company') return t.everywhere;
    if (kind === 'branch') return this.nameOf(Number(id));
    return this.#regions.find((region) => region.id === Number(id))?.name ?? scope;
  }

  /** The clock of a branch, or the centre's. */
  offsetOf(branch: number): number {
    return this.branch(branch)?.tz_offset_min ?? CENTRE_OFFSET_MIN;
  }

  /**
   * The business day that runs at a branch, YYYY-MM-DD. Over all branches it is the earliest that
   * still runs at one of them: after midnight a restaurant is in the evening of the day before.
   */
  today(branch: number = CENTRE, now: number = Date.now()): string {
    const asked = this.branch(branch);
    const days = (asked ? [asked] : this.active).map((place) => runningDay(place, now));
    const own = { tz_offset_min: CENTRE_OFFSET_MIN, cutoff_min: CENTRE_CUTOFF_MIN };
    return days.sort()[0] ?? runningDay(own, now);
  }
}
