// Rows of whole numbers as the money engine takes and gives them. Knows no amount.

/** A count, then the words of each value. */
export function list<Value>(
  values: readonly Value[],
  write: (value: Value) => readonly number[],
): number[] {
  return [values.length, ...values.flatMap(write)];
}

/** 0, or 1 and the words of the value. */
export function option<Value>(
  value: Value | null | undefined,
  write: (value: Value) => readonly number[],
): number[] {
  return value === null || value === undefined ? [0] : [1, ...write(value)];
}

export function flag(value: boolean): number {
  return value ? 1 : 0;
}

/** A text as its bytes. */
export function text(value: string): number[] {
  return list([...new TextEncoder().encode(value)], (byte) => [byte]);
}

/** Where a word stands in its list; an unknown one is a fault of ours. */
export function place<Word extends string>(words: readonly Word[], word: string): number {
  const found = (words as readonly string[]).indexOf(word);
  if (found < 0) throw new RangeError(`the money engine has no word for ${word}`);
  return found;
}

/** Reads a row of words from the front. */
export class Reader {
  #at = 0;
  constructor(private readonly words: readonly number[]) {}

  word(): number {
    const word = this.words[this.#at++];
    if (word === undefined) throw new RangeError('the answer is too short');
    return word;
  }

  flag(): boolean {
    return this.word() === 1;
  }

  list<Value>(read: () => Value): Value[] {
    return Array.from({ length: this.word() }, read);
  }

  text(): string {
    return new TextDecoder().decode(Uint8Array.from(this.list(() => this.word())));
  }

  end(): void {
    if (this.#at !== this.words.length) throw new RangeError('the answer is too long');
  }
}
