// The entry of the kitchen face: dark where nobody chose otherwise, because it hangs beside a stove.
import { showFace } from '../show-face';
import Kitchen from './Kitchen.svelte';

void showFace(Kitchen, undefined, 'dark');
