// The gallery: each component of the kit in its states, while developing and for the tests' pictures.
// It is not part of the program.
import { startFace } from '../faces/start-face';
import Gallery from './Gallery.svelte';

void startFace(Gallery);
