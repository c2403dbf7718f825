// The entry of the guest face. It needs no money engine: the node prices everything, and a phone
// on a slow line shows the menu a moment earlier.
import { showFace } from '../show-face';
import Guest from './Guest.svelte';

void showFace(Guest);
