// An average of stars as people read it. Knows no screen.
import { quantity } from '../../../format/number';

/** Hundredths of a star to a tenth: 467 is `4,7`. */
export function averageText(hundredths: number): string {
  return quantity(Math.round(hundredths / 10) * 100);
}
