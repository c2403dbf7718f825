// A PIN as it is typed: six figures, nothing else.
import type { Key } from '../../ui/kit/Keypad.svelte';

export const PIN_DIGITS = 6;

/** The PIN after a key of the pad. */
export function typed(pin: string, key: Key): string {
  if (key === 'back') return pin.slice(0, -1);
  return (pin + key).slice(0, PIN_DIGITS);
}

/** The pad's key of a keyboard's key; nothing for others. */
export function keyOf(key: string): Key | undefined {
  if (key === 'Backspace') return 'back';
  return /^\d$/.test(key) ? (key as Key) : undefined;
}
