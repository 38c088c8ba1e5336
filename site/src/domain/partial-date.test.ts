import { expect, test } from "vitest";
import { dateOf, draftOf, partsOf } from "./partial-date";

test("a_date_of_the_calendar_is_stored_with_leading_zeros", () => {
  expect(dateOf({ year: "2004", month: "3", day: " 9 " })).toBe("2004-03-09");
  expect(dateOf({ year: "2004", month: "2", day: "29" })).toBe("2004-02-29");
});

test.each([
  ["2003", "2", "29"],
  ["2004", "13", "1"],
  ["2004", "0", "1"],
  ["04", "3", "9"],
  ["2004", "3", ""],
  ["year", "3", "9"],
])("%s-%s-%s_is_no_date", (year, month, day) => {
  expect(dateOf({ year, month, day })).toBeNull();
});

test.each([
  [{ year: "2004", month: "", day: "3" }],
  [{ year: "", month: "2", day: "" }],
  [{ year: "2003", month: "2", day: "30" }],
  [{ year: "2004", month: "3", day: "31" }],
  [{ year: "", month: "", day: "" }],
])("what_was_typed_of_a_date_comes_back_from_the_draft", (typed) => {
  expect(partsOf(draftOf(typed))).toEqual(typed);
});
