// The entry of the order board.
import { startFace } from '../start-face';
import Orders from './Orders.svelte';

void startFace(Orders);
