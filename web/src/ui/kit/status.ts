// The tones in which states are shown. A tone only repeats what a word says, it never stands
// alone: kunyit waits, telang is under way, pandan is done, cabai is wrong.

export type Tone = 'kunyit' | 'telang' | 'pandan' | 'cabai' | 'netral';
