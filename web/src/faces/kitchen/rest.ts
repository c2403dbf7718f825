// What the first picture of the kitchen does without, as one piece.
export { default as BumpList } from './BumpList.svelte';
export { keyed } from './keys';
export { default as KitchenMe } from './KitchenMe.svelte';
export { default as Rare } from './Rare.svelte';
export { playTones } from './tones';
export { d } from '../staff/door-words';
