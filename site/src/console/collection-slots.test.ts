import { expect, test } from "vitest";
import { showSlots, slotsIn } from "./collection-slots";

test("slots_are_read_back_as_they_are_shown", () => {
  const slots = [
    { weekday: 1, starts: "09:00:00", capacity: 10 },
    { weekday: 3, starts: "14:30:00", capacity: 2 },
  ];
  expect(showSlots(slots)).toBe("1 09:00 10\n3 14:30 2");
  expect(slotsIn(" 1 9:00 10\n\n３ １４：３０ ２ ")).toEqual([
    { weekday: 1, starts: "09:00", capacity: 10 },
    { weekday: 3, starts: "14:30", capacity: 2 },
  ]);
  expect(slotsIn("")).toEqual([]);
});

test.each(["8 09:00 10", "1 25:00 10", "1 09:60 10", "1 09:00", "Monday 9"])("%s_is_no_slot", (line) => {
  expect(slotsIn(line)).toBeNull();
});
