import { expect, test } from "vitest";
import { waitInWords } from "./wait";

test.each([
  [1, [1, "second"]],
  [90, [90, "second"]],
  [91, [2, "minute"]],
  [15 * 60, [15, "minute"]],
  [2 * 3600, [2, "hour"]],
  [48 * 3600 + 1, [3, "day"]],
])("a_wait_of_%s_seconds_is_told_as_%s", (seconds, told) => {
  expect(waitInWords(seconds)).toEqual(told);
});
