// The entry of the office face.
import { startFace } from '../start-face';
import Office from './Office.svelte';

void startFace(Office);
