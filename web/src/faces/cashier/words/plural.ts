// The English plural of a count.

export function plural(n: number | string, one: string, many: string): string {
  return `${n} ${String(n) === '1' ? one : many}`;
}
