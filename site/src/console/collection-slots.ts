import type { LetterSettings } from "../api/types";

type WeeklySlot = LetterSettings["collection"]["slots"][number];

/** A slot on a line: the day of the week from 1, Monday, when it begins, and how many come then. */
const LINE = /^([1-7])\s+(\d{1,2}):(\d{2})\s+(\d{1,4})$/;

/** The slots as somebody writes them, a line each: "1 09:00 10". */
export const showSlots = (slots: readonly WeeklySlot[]) =>
  slots.map(({ weekday, starts, capacity }) => `${weekday} ${starts.slice(0, 5)} ${capacity}`).join("\n");

/** The slots of such lines; null where one is none. */
export function slotsIn(text: string): WeeklySlot[] | null {
  const lines = text
    .normalize("NFKC")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const slots = lines.map((line) => {
    const [, weekday, hour, minute, capacity] = LINE.exec(line) ?? [];
    if (!weekday || !hour || !minute || !capacity || Number(hour) > 23 || Number(minute) > 59) return null;
    return { weekday: Number(weekday), starts: `${hour.padStart(2, "0")}:${minute}`, capacity: Number(capacity) };
  });
  return slots.every((slot) => slot !== null) ? slots : null;
}
