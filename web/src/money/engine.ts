// The money engine's WebAssembly as a function from words to words. It knows memory and nothing
// of money: what the words mean is written in `crates/money/src/words.rs`.
import wasm from './money.wasm?url';

/** The layout of words that this binding speaks. */
const LAYOUT = 1;

/** A refusal of the engine, by its stable number. */
export class MoneyRefusal extends Error {
  constructor(readonly number: number) {
    super(`the money engine refuses: ${number}`);
    this.name = 'MoneyRefusal';
  }
}

type Exported = (row: number, words: number) => number;

interface Engine {
  memory: WebAssembly.Memory;
  nusa_alloc(words: number): number;
  nusa_free(row: number, words: number): void;
}

type Exports = Engine & Record<string, unknown>;

let engine: Exports | undefined;

/** Makes the engine of these bytes the one that is used; for tests, which read the file themselves. */
export async function useMoney(bytes: BufferSource): Promise<void> {
  const { instance } = await WebAssembly.instantiate(bytes, {});
  engine = instance.exports as unknown as Exports;
  const [layout] = call('layout', []);
  if (layout !== LAYOUT) throw new Error(`the money engine speaks layout ${layout}`);
}

/** Fetches the engine; to be awaited before anything is priced or formatted. */
export async function beginMoney(): Promise<void> {
  if (engine) return;
  const response = await fetch(wasm);
  await useMoney(await response.arrayBuffer());
}

function exact(word: bigint): number {
  const number = Number(word);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${word} is beyond exact numbers`);
  return number;
}

function run(engine: Exports, name: string, words: readonly number[]): number[] {
  const row = engine.nusa_alloc(words.length);
  new BigInt64Array(engine.memory.buffer, row, words.length).set(words.map(BigInt));
  const exported = engine[`nusa_${name}`] as Exported | undefined;
  if (!exported) throw new Error(`the money engine has no ${name}`);
  const at = exported(row, words.length);
  engine.nusa_free(row, words.length);
  // The memory may have grown meanwhile, so that it is looked at anew.
  const count = exact(new BigInt64Array(engine.memory.buffer, at, 1)[0] ?? 0n);
  const answer = Array.from(new BigInt64Array(engine.memory.buffer, at + 8, count), exact);
  engine.nusa_free(at, count + 1);
  return answer;
}

/** The words that a function of the engine answers; throws `MoneyRefusal` when it refuses. */
export function call(name: string, words: readonly number[]): number[] {
  if (!engine) throw new Error('the money engine has not begun');
  const [status = -1, ...rest] = run(engine, name, words);
  if (status !== 0) throw new MoneyRefusal(status);
  return rest;
}
