// What the first picture does without, as one piece: whoever has it can do everything.
export { default as ChosenSheet } from '../chosen/ChosenSheet.svelte';
export { default as Announcer } from './Announcer.svelte';
export { default as DishSheet } from '../menu/DishSheet.svelte';
export { default as Orders } from '../orders/Orders.svelte';
export { default as Farewell } from '../rating/Farewell.svelte';
export { default as Rating } from '../rating/Rating.svelte';
export { default as Profile } from '../profile/Profile.svelte';
