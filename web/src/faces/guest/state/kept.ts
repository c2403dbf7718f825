// What the phone keeps for itself, by name. A phone that keeps nothing (private browsing, no room)
// remembers until the page is closed. Knows nothing of what is kept.

const memory = new Map<string, string>();

function nameOf(name: string): string {
  return `nusa.guest.${name}`;
}

function read(name: string): string | null | undefined {
  try {
    return localStorage.getItem(name) ?? memory.get(name);
  } catch {
    return memory.get(name);
  }
}

/** What was kept under a name; nothing when it cannot be read. */
export function recall<Value>(name: string): Value | undefined {
  try {
    const text = read(nameOf(name));
    return text ? (JSON.parse(text) as Value) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value. */
export function keep(name: string, value: unknown): void {
  const text = JSON.stringify(value);
  memory.set(nameOf(name), text);
  try {
    localStorage.setItem(nameOf(name), text);
  } catch {
    // What storage will not take is in memory.
  }
}

/** Forgets a value. */
export function forget(name: string): void {
  memory.delete(nameOf(name));
  try {
    localStorage.removeItem(nameOf(name));
  } catch {
    // Nothing was kept there.
  }
}
