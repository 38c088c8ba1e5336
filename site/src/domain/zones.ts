import type { Choice } from "./choice";

/** Where the browser cannot list its zones: those of most applicants. */
const FEW =
  "Africa/Addis_Ababa Africa/Cairo Africa/Johannesburg Africa/Lagos Africa/Nairobi America/Bogota America/Lima " +
  "America/Los_Angeles America/Mexico_City America/New_York America/Sao_Paulo Asia/Almaty Asia/Bangkok Asia/Dhaka " +
  "Asia/Dubai Asia/Ho_Chi_Minh Asia/Hong_Kong Asia/Jakarta Asia/Karachi Asia/Kathmandu Asia/Kolkata " +
  "Asia/Kuala_Lumpur Asia/Manila Asia/Riyadh Asia/Seoul Asia/Singapore Asia/Tashkent Asia/Tehran Asia/Tokyo " +
  "Asia/Ulaanbaatar Asia/Yangon Australia/Sydney Europe/Berlin Europe/Istanbul Europe/Lisbon Europe/London " +
  "Europe/Moscow Europe/Paris Pacific/Auckland UTC";

/** Every time zone the browser knows, and `more` in any case. Their names are the same in every language. */
export function zoneChoices(more: readonly string[]): Choice[] {
  const known = Intl.supportedValuesOf?.("timeZone") ?? FEW.split(" ");
  const zones = [...new Set(["Asia/Shanghai", ...known, ...more])].sort();
  return zones.map((value) => ({ value, text: value.replace(/_/g, " ") }));
}
