/** What a wait is told in. */
export type WaitUnit = "second" | "minute" | "hour" | "day";

const UNITS: readonly { unit: WaitUnit; seconds: number; upTo: number }[] = [
  { unit: "second", seconds: 1, upTo: 90 },
  { unit: "minute", seconds: 60, upTo: 90 * 60 },
  { unit: "hour", seconds: 3600, upTo: 48 * 3600 },
  { unit: "day", seconds: 24 * 3600, upTo: Infinity },
];

/** A wait in the unit that a person would use, never told too short. */
export function waitInWords(seconds: number): [amount: number, unit: WaitUnit] {
  const found = UNITS.find(({ upTo }) => seconds <= upTo);
  return found ? [Math.ceil(seconds / found.seconds), found.unit] : [seconds, "second"];
}
