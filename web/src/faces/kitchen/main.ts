// The entry of the kitchen face: dark where nobody chose otherwise, because it hangs beside a stove.
import { startFace } from '../start-face';
import Kitchen from './Kitchen.svelte';

void startFace(Kitchen, 'dark');
