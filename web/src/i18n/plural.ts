// English says one thing and many things differently; Indonesian does not.

/** A counted word: `1 receipt`, `2 receipts`, `1,204 receipts`. */
export function plural(count: string | number, one: string, many = `${one}s`): string {
  return `${count} ${String(count) === '1' ? one : many}`;
}
