// Which hours of a day a chart shows: the usual opening hours, wider where something was sold, from
// the hour on at which the business day begins: what is sold after midnight stands at the end.

interface Hour {
  hour: number;
  sales: number;
}

/** A shop is usually open between these; the chart is never narrower. */
const OPENS = 7;
const CLOSES = 21;

const HOURS = 24;

/** The hours in sight of a day that begins at `begins`, in its order. */
export function hoursInSight<Row extends Hour>(
  hours: readonly Row[],
  running: number,
  begins: number,
): Row[] {
  const into = (hour: number): number => (hour - begins + HOURS) % HOURS;
  const busy = hours.filter(({ sales }) => sales > 0).map(({ hour }) => into(hour));
  const first = Math.min(into(OPENS), into(running), ...busy);
  const last = Math.max(into(CLOSES), into(running), ...busy);
  return hours
    .filter(({ hour }) => into(hour) >= first && into(hour) <= last)
    .toSorted((one, other) => into(one.hour) - into(other.hour));
}
