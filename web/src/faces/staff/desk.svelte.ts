// What a board of the house has at hand: who is signed in, the house as the node tells it and as
// this device expects it, the commands under way, the clock of the node. Knows no screen.
import { createContext } from 'svelte';
import { addressOf, api, Problem } from '../../api/client';
import { Errands, type Errand, type Outcome } from '../../data/errands';
import type { OrderView } from '../../data/order-shapes';
import { after, type Step } from '../../data/order-steps';
import { EMPTY_HOUSE, told, withOrder, type FeedMessage, type House } from '../../data/orders-feed';
import { OrdersLine, type LineState } from '../../data/orders-line';
import { uuid7 } from '../../data/uuid7';
import type { ProblemWords } from '../../i18n/explain';
import { language } from '../../i18n/language.svelte';
import { Notes } from '../../ui/kit/notes.svelte';
import type { Right as ApprovalRight } from '../who/approve';
import { placeOf } from './place';
import { may, type Right, type Session } from './session';
import { s } from './words';

/** How often the session is looked at, milliseconds: a sign-out elsewhere shows within it. */
const LOOK_MS = 60_000;
/** Two people tapped at once: what one of them wanted is done. */
const ALREADY = new Set(['no_such_step', 'nothing_changes']);

/** A command as a screen asks for it. */
export interface Asked {
  /** The command's id, where somebody approved it under one. */
  command?: string | undefined;
  method?: Errand['method'];
  path: string;
  /** Everything beside the command's id. */
  body: object;
  /** What people call it. */
  name: string;
  moves?: Errand['moves'];
}

/** A command that the node refused after nobody waited for it any more. */
export interface Refusal {
  command: string;
  words: string;
}

function sendErrand({ method, path, body, staff }: Errand, signal: AbortSignal) {
  const headers = {
    'content-type': 'application/json',
    'accept-language': language.current,
    'nusa-staff': String(staff),
  };
  return fetch(addressOf(path), { method, body, headers, signal });
}

/** The browser's store; a browser that gives none keeps nothing. */
function deviceStore(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** The house once everything under way has been done. */
function foreseen(house: House, errands: readonly Errand[]): House {
  return errands.reduce((before, { moves, at }) => {
    const order = moves && before.orders.get(moves.order);
    return moves && order ? withOrder(before, after(order, moves.step, at)) : before;
  }, house);
}

export class StaffDesk {
  readonly notes = new Notes();
  #told = $state.raw<House>(EMPTY_HOUSE);
  #line = $state<LineState>('connecting');
  #waiting = $state.raw<readonly Errand[]>([]);
  #refusals = $state.raw<readonly Refusal[]>([]);
  #now = $state(Date.now());
  #moved = $state(0);
  /** How far the node's clock is ahead of the device's, milliseconds. */
  #ahead = 0;
  readonly #house = $derived(foreseen(this.#told, this.#waiting));
  readonly #errands: Errands;
  readonly #feed: OrdersLine;

  constructor(
    readonly session: Session,
    /** The session is over. */
    private readonly onended: () => void,
    /** What problems are called; where there are no words yet, the node's own are said. */
    private readonly problems: () => ProblemWords | undefined,
  ) {
    this.#errands = new Errands({
      store: deviceStore(),
      send: sendErrand,
      onchange: () => (this.#waiting = this.#errands.waiting),
      onlate: (errand, outcome) => this.#late(errand, outcome),
    });
    this.#waiting = this.#errands.waiting;
    this.#feed = new OrdersLine({
      onmessage: (message) => this.#hear(message),
      onstate: (state) => this.#stand(state),
      cursor: () => this.#told.cursor,
    });
  }

  /** The house as it will be once what is under way has been done. */
  get house(): House {
    return this.#house;
  }

  get line(): LineState {
    return this.#line;
  }

  /** Commands that the node has not answered. */
  get waiting(): readonly Errand[] {
    return this.#waiting;
  }

  get refusals(): readonly Refusal[] {
    return this.#refusals;
  }

  /** The node's clock, second by second. */
  get now(): number {
    return this.#now;
  }

  /** Another number whenever the node said that orders or sales moved. */
  get moved(): number {
    return this.#moved;
  }

  may(right: Right): boolean {
    return may(this.session, right);
  }

  /** Begins to listen; gives what ends it. */
  begin(): () => void {
    this.#feed.begin();
    this.#errands.hurry();
    const tick = setInterval(() => (this.#now = Date.now() + this.#ahead), 1_000);
    const look = setInterval(() => void this.#look(), LOOK_MS);
    const hurry = (): void => this.#feed.hurry();
    addEventListener('online', hurry);
    document.addEventListener('visibilitychange', hurry);
    return () => {
      clearInterval(tick);
      clearInterval(look);
      removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      this.#feed.end();
      this.#errands.stop();
    };
  }

  /** Keeps a command and sends it; says how its first try ended. */
  async send(asked: Asked): Promise<Outcome> {
    const { command = uuid7(), method = 'POST', path, body, name, moves } = asked;
    const errand: Errand = {
      command,
      method,
      path,
      body: JSON.stringify({ command, ...body }),
      at: Date.now() + this.#ahead,
      staff: this.session.staff,
      name,
      ...(moves && { moves }),
    };
    const outcome = await this.#errands.add(errand);
    if (outcome.kind === 'confirmed') this.#assume(errand);
    return outcome;
  }

  /** Moves an order a step on and says what stood in the way, if anything did. */
  async step(
    order: OrderView,
    step: Step,
    { command, ...body }: { command?: string } = {},
  ): Promise<Outcome> {
    const lines = 'lines' in step ? { lines: step.lines } : {};
    const name = placeOf(order);
    const path = `/api/v1/orders/${order.order}/${step.kind}`;
    const moves = { order: order.order, step };
    const outcome = await this.send({ command, path, body: { ...lines, ...body }, name, moves });
    if (outcome.kind === 'refused' && this.isAlready(outcome))
      this.notes.done(s.somebodyElse(name));
    return outcome;
  }

  /** Whether a refusal only says that somebody was quicker. */
  isAlready(outcome: Outcome): boolean {
    return outcome.kind === 'refused' && ALREADY.has(outcome.trouble.code);
  }

  /** The right that somebody has to approve a refused command with; nothing where nobody has to. */
  approvalFor(outcome: Outcome): ApprovalRight | undefined {
    const right = outcome.kind === 'refused' ? outcome.trouble.facts['approval'] : undefined;
    return typeof right === 'string' ? (right as ApprovalRight) : undefined;
  }

  /** Why a command was refused, in words; nothing when it was not. */
  why(outcome: Outcome): string | undefined {
    if (outcome.kind !== 'refused') return undefined;
    const { code, title } = outcome.trouble;
    return this.problems()?.[code] ?? (title || code);
  }

  dismiss(refusal: Refusal): void {
    this.#refusals = this.#refusals.filter((other) => other !== refusal);
  }

  #late(errand: Errand, outcome: Outcome): void {
    if (outcome.kind === 'confirmed') this.#assume(errand);
    if (this.isAlready(outcome)) this.notes.done(s.somebodyElse(errand.name));
    else if (outcome.kind === 'refused') {
      const words = s.refused(errand.name, this.why(outcome) ?? '');
      this.#refusals = [...this.#refusals, { command: errand.command, words }];
    }
  }

  /** The node has done it and its news is on the way: until then the board stands as expected. */
  #assume(errand: Errand): void {
    this.#told = foreseen(this.#told, [errand]);
  }

  #hear(message: FeedMessage): void {
    if ('now' in message) this.#ahead = message.now - Date.now();
    if (message.type === 'poke') this.#moved += 1;
    this.#told = told(this.#told, message);
  }

  #stand(state: LineState): void {
    if (state === 'here') this.#errands.hurry();
    if (state === 'lost' && this.#line !== 'lost') void this.#look();
    this.#line = state;
  }

  async #look(): Promise<void> {
    try {
      await api.get('/api/v1/session');
    } catch (fault) {
      if (fault instanceof Problem && fault.status === 401) this.onended();
    }
  }
}

export const [useDesk, giveDesk] = createContext<StaffDesk>();
