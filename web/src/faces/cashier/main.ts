// The entry of the cashier face.
import { startFace } from '../start-face';
import Cashier from './Cashier.svelte';
import { useWorker } from './worker';

void startFace(Cashier).then(useWorker);
