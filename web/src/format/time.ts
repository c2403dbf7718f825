// Moments and days as people read them, on the clock of the shop and not of the device.
import { language } from '../i18n/language.svelte';

const MINUTE_MS = 60_000;
const HOUR_MIN = 60;

/** Indonesia's three times by minutes east of UTC. */
const ZONES: Readonly<Record<number, string>> = { 420: 'WIB', 480: 'WITA', 540: 'WIT' };

/** WIB, WITA or WIT; elsewhere `UTC+2`. */
export function zoneName(offsetMin: number): string {
  const hours = offsetMin / HOUR_MIN;
  return ZONES[offsetMin] ?? `UTC${hours < 0 ? '−' : '+'}${Math.abs(hours)}`;
}

/** The moment, moved so that its UTC fields are the shop's local ones. */
function local(at: number, offsetMin: number): Date {
  return new Date(at + offsetMin * MINUTE_MS);
}

function written(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language.locale, { ...options, timeZone: 'UTC' }).format(date);
}

/** `12.46` in Indonesian, `12:46` in English. */
export function clockTime(at: number, offsetMin: number): string {
  return written(local(at, offsetMin), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `22 Nov 2026`. */
export function dayOf(at: number, offsetMin: number): string {
  return written(local(at, offsetMin), { day: 'numeric', month: 'short', year: 'numeric' });
}

/** `22 Nov`. */
export function shortDay(at: number, offsetMin: number): string {
  return written(local(at, offsetMin), { day: 'numeric', month: 'short' });
}

/** `Minggu, 22 November 2026`. */
export function longDay(at: number, offsetMin: number): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return written(local(at, offsetMin), options);
}

/** `22 Nov 2026 · 12.46 WIB`. */
export function moment(at: number, offsetMin: number): string {
  return `${dayOf(at, offsetMin)} · ${clockTime(at, offsetMin)} ${zoneName(offsetMin)}`;
}

/** A business date, YYYY-MM-DD, as `22 Nov 2026`. */
export function businessDay(date: string): string {
  return dayOf(Date.parse(`${date}T00:00:00Z`), 0);
}

/** A business date as `Sen 22`. */
export function weekday(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  return written(at, { weekday: 'short', day: 'numeric' });
}

/** A business date some days on. */
export function shiftDay(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** How long ago: `4 dtk`, `1 mnt`, `1 j 54 mnt`, `3 hari`. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const english = language.current === 'en';
  if (seconds < 60) return `${seconds} ${english ? 's' : 'dtk'}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} ${english ? 'min' : 'mnt'}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48)
    return `${hours} ${english ? 'h' : 'j'} ${minutes % 60} ${english ? 'min' : 'mnt'}`;
  return `${Math.floor(hours / 24)} ${english ? 'days' : 'hari'}`;
}

/** A running timer: `0:22`, `12:34`, `1:05:09`. */
export function timer(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
