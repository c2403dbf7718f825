// Values as lengths, and columns as paths.

/** Maps a value in [0, max] to a length in [0, length]. */
export function linearScale(max: number, length: number): (value: number) => number {
  if (max <= 0) return () => 0;
  return (value) => (value / max) * length;
}

/** A rectangle whose upper corners are round; the base stays square on the axis. */
export function columnPath(x: number, y: number, width: number, height: number): string {
  const radius = Math.min(5, width / 2, height);
  return [
    `M${x} ${y + height}`,
    `V${y + radius}`,
    `Q${x} ${y} ${x + radius} ${y}`,
    `H${x + width - radius}`,
    `Q${x + width} ${y} ${x + width} ${y + radius}`,
    `V${y + height}`,
    'Z',
  ].join('');
}
