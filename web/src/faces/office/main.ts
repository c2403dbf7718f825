// The entry of the office face.
import { startFace } from '../start-face';
import Office from './Office.svelte';
import './parts/filters.css';
import './parts/rows.css';

void startFace(Office);
