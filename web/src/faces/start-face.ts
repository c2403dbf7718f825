// Begins a face that shows or takes money: nothing is seen before the engine is there. Knows no
// face.
import type { Component } from 'svelte';
import { beginMoney } from '../money/engine';
import type { Theme } from '../ui/theme.svelte';
import { showFace } from './show-face';

/**
 * Mounts a face in `#app` once its words and the money engine are there; in the appearance that was
 * chosen, else in the one that suits the face.
 */
export function startFace(face: Component, preferred?: Theme): Promise<void> {
  return showFace(face, beginMoney(), preferred);
}
