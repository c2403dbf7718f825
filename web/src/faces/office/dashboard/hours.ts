// Which hours of a day a chart shows: the usual opening hours, wider where something was sold.

interface Hour {
  hour: number;
  sales: number;
}

/** A shop is usually open between these; the chart is never narrower. */
const OPENS = 7;
const CLOSES = 21;

export function hoursInSight<Row extends Hour>(hours: readonly Row[], running: number): Row[] {
  const busy = hours.filter(({ sales }) => sales > 0).map(({ hour }) => hour);
  const first = Math.min(OPENS, running, ...busy);
  const last = Math.max(CLOSES, running, ...busy);
  return hours.filter(({ hour }) => hour >= first && hour <= last);
}
