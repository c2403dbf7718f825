// Shows a face: language and theme first, then what people see. Knows no face and no money.
import '../ui/tokens.css';
import '../ui/base.css';
import { mount, type Component } from 'svelte';
import { language } from '../i18n/language.svelte';
import { theme, type Theme } from '../ui/theme.svelte';

/**
 * Mounts a face in `#app` once its words, and whatever else it cannot be without, are there; in the
 * appearance that was chosen, else in the one that suits the face.
 */
export async function showFace(
  face: Component,
  needed?: Promise<unknown>,
  preferred?: Theme,
): Promise<void> {
  theme.begin(preferred);
  const target = document.getElementById('app');
  if (!target) throw new Error('the page has no #app element');
  await Promise.all([language.begin(), needed]);
  mount(face, { target });
}
