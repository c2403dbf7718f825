// How a board stands to its node, as one word, one tone and one sign.
import type { IconName } from '../../ui/art/icons';
import type { Tone } from '../../ui/kit/status';
import type { StaffDesk } from './desk.svelte';
import { s } from './words';

export interface LineLook {
  tone: Tone;
  icon: IconName;
  title: string;
  detail: string;
}

/** What is true now, the worst first. */
export function lineLook({ line, waiting }: StaffDesk): LineLook {
  const n = waiting.length;
  if (line === 'lost') {
    const { title, detail } = s.line.kept;
    const look = { tone: 'cabai', icon: 'off' } as const;
    return n > 0 ? { ...look, title, detail: detail(n) } : { ...look, ...s.line.lost };
  }
  if (line === 'connecting') return { tone: 'netral', icon: 'sync', ...s.line.connecting };
  if (n === 0) return { tone: 'pandan', icon: 'on', ...s.line.here };
  return {
    tone: 'kunyit',
    icon: 'clock',
    title: s.line.sending.title,
    detail: s.line.sending.detail(n),
  };
}
