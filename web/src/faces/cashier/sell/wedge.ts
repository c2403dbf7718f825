// Listens to the whole page for a barcode scanner. A code that a scanner typed into a field is
// taken out of it again, and its Enter presses nothing.
import { Scanner } from '../../../data/scan';

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Whether typing there writes something. */
export function isField(target: EventTarget | null): target is TextField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Puts a field back to what it held, as if nobody had typed. */
function restore(field: TextField, value: string): void {
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Calls back with every scanned code, until the answer is called. */
export function listenToScanner(onscan: (code: string) => void): () => void {
  const scanner = new Scanner();
  let before: { field: TextField; value: string } | undefined;

  function keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keyed = scanner.key(event.key, event.timeStamp);
    if (keyed.kind === 'begun') {
      const { target } = event;
      before = isField(target) ? { field: target, value: target.value } : undefined;
    } else if (keyed.kind === 'scanned') {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (before) restore(before.field, before.value);
      onscan(keyed.code);
    }
  }

  addEventListener('keydown', keyed, { capture: true });
  return () => removeEventListener('keydown', keyed, { capture: true });
}
