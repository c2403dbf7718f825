// Begins a face: language, theme and money first, then what people see. Knows no face.
import '../ui/tokens.css';
import '../ui/base.css';
import { mount, type Component } from 'svelte';
import { language } from '../i18n/language.svelte';
import { beginMoney } from '../money/engine';
import { theme, type Theme } from '../ui/theme.svelte';

/**
 * Mounts a face in `#app` once its words and the money engine are there; in the appearance that was
 * chosen, else in the one that suits the face.
 */
export async function startFace(face: Component, preferred?: Theme): Promise<void> {
  theme.begin(preferred);
  const target = document.getElementById('app');
  if (!target) throw new Error('the page has no #app element');
  await Promise.all([language.begin(), beginMoney()]);
  mount(face, { target });
}
