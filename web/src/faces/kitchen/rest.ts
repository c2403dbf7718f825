// What the first picture of the kitchen does without, as one piece.
export { default as BumpList } from './BumpList.svelte';
export { default as CancelledCard } from './CancelledCard.svelte';
export { keyed } from './keys';
export { default as KitchenMe } from './KitchenMe.svelte';
export { default as MoreBelow } from './MoreBelow.svelte';
export { d } from '../staff/door-words';
export { default as RefusalList } from '../staff/RefusalList.svelte';
export { default as Toasts } from '../../ui/kit/Toasts.svelte';
