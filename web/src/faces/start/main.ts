// The entry of the start face.
import { startFace } from '../start-face';
import Start from './Start.svelte';

void startFace(Start);
