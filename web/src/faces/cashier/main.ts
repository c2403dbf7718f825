// The entry of the cashier face.
import { startFace } from '../start-face';
import Cashier from './Cashier.svelte';

void startFace(Cashier);
