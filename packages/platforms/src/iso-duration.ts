const shape = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const secondsPerUnit = [604_800, 86_400, 3_600, 60, 1] as const;

/**
 * Seconds of an ISO-8601 duration of weeks, days, hours, minutes and seconds (`PT4M13S`, `P1DT2H`,
 * `P0D`), null when it is none. Years and months have no fixed length and are none.
 */
export function parseIsoDuration(text: string): number | null {
  const match = text.length <= 64 ? shape.exec(text) : null;
  if (match === null) return null;
  const amounts = match.slice(1);
  if (amounts.every((amount) => amount === undefined)) return null;
  const seconds = secondsPerUnit.reduce((sum, unit, i) => sum + Number(amounts[i] ?? 0) * unit, 0);
  return Number.isSafeInteger(Math.floor(seconds)) ? seconds : null;
}
