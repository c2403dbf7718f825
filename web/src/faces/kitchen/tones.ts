// The sound of a new order: two tones made by the browser, without a file.

const TONES_HZ = [880, 1318];
const TONE_S = 0.22;

function play(audio: AudioContext, hz: number, after: number): void {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  const from = audio.currentTime + after;
  tone.type = 'triangle';
  tone.frequency.value = hz;
  volume.gain.setValueAtTime(0.0001, from);
  volume.gain.exponentialRampToValueAtTime(0.5, from + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + TONE_S);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(from + TONE_S);
}

export function playTones(audio: AudioContext): void {
  TONES_HZ.forEach((hz, n) => play(audio, hz, n * TONE_S));
}
