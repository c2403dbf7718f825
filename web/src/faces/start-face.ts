// Begins a face that shows or takes money: nothing is seen before the engine is there. Knows no
// face.
import type { Component } from 'svelte';
import { beginMoney } from '../money/engine';
import { showFace } from './show-face';

/** Mounts a face in `#app` once its words and the money engine are there. */
export function startFace(face: Component): Promise<void> {
  return showFace(face, beginMoney());
}
