// The money engine's WebAssembly as a function from words to words. It knows memory and nothing
// of money: what the words mean is written in `src/words.rs`.

/** A refusal of the engine, by its stable number (`MoneyError::number`). */
export class Refusal extends Error {
  constructor(number) {
    super(`money refusal ${number}`);
    this.number = number;
  }
}

/** The engine in these bytes: `answer(name, words)` gives the raw answer, status first. */
export async function load(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, {});
  const { memory, nusa_alloc, nusa_free, ...functions } = instance.exports;

  function answer(name, words) {
    const row = nusa_alloc(words.length);
    new BigInt64Array(memory.buffer, row, words.length).set(words.map(BigInt));
    const at = functions[`nusa_${name}`](row, words.length);
    nusa_free(row, words.length);
    // The memory may have grown meanwhile, so that it is looked at anew.
    const count = Number(new BigInt64Array(memory.buffer, at, 1)[0]);
    const answered = Array.from(new BigInt64Array(memory.buffer, at + 8, count));
    nusa_free(at, count + 1);
    return answered;
  }

  /** The words after the status, as exact numbers; throws a Refusal. */
  function call(name, words) {
    const [status, ...rest] = answer(name, words);
    if (status !== 0n) throw new Refusal(Number(status));
    return rest.map(exact);
  }

  return { answer, call, names: Object.keys(functions) };
}

function exact(word) {
  const number = Number(word);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${word} is beyond exact numbers`);
  return number;
}

/** Reads a row of words from the front. */
export class Reader {
  constructor(words) {
    this.words = words;
    this.at = 0;
  }
  word() {
    if (this.at >= this.words.length) throw new RangeError("the answer is too short");
    return this.words[this.at++];
  }
  list(read) {
    return Array.from({ length: this.word() }, () => read());
  }
  text() {
    return new TextDecoder().decode(Uint8Array.from(this.list(() => this.word())));
  }
  end() {
    if (this.at !== this.words.length) throw new RangeError("the answer is too long");
  }
}

export const list = (values, write) => [values.length, ...values.flatMap(write)];
export const option = (value, write) => (value === null || value === undefined ? [0] : [1, ...write(value)]);
export const flag = (value) => (value ? 1 : 0);
export const text = (value) => list([...new TextEncoder().encode(value)], (byte) => [byte]);
