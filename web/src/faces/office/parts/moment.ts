// Moments as a form's field writes them (`2026-11-24T15:30`), on the clock of a shop.

const MINUTE_MS = 60_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** A moment as the field writes it. */
export function toField(at: number, offsetMin: number): string {
  return new Date(at + offsetMin * MINUTE_MS).toISOString().slice(0, 16);
}

/** The moment of a field; nothing when it is empty or no moment. */
export function fromField(text: string, offsetMin: number): number | undefined {
  if (!SHAPE.test(text)) return undefined;
  const local = Date.parse(`${text.slice(0, 16)}:00Z`);
  return Number.isNaN(local) ? undefined : local - offsetMin * MINUTE_MS;
}
