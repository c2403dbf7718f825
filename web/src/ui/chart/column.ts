// One column of a chart. Knows nothing of how it is drawn.

export type Column = {
  label: string;
  value: number;
  /** What the value is compared with, such as the week before. */
  reference: number;
  /** Over, still growing, or not begun. */
  state: 'past' | 'running' | 'ahead';
};
