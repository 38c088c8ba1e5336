import { expect, test } from "vitest";
import { beijingDay, showDate, showInstant } from "./time";

const DEADLINE = "2027-06-30T15:59:00Z";

test("an_instant_is_shown_in_beijing_time_and_in_the_readers_own", () => {
  expect(showInstant(DEADLINE, "en-GB", "Europe/Lisbon")).toEqual({
    beijing: "30 June 2027 at 23:59",
    own: "30 June 2027 at 16:59",
  });
  expect(showInstant(DEADLINE, "zh-CN", "America/Lima")).toEqual({
    beijing: "2027年6月30日 23:59",
    own: "2027年6月30日 10:59",
  });
});

test("the_same_clock_is_not_shown_twice", () => {
  expect(showInstant(DEADLINE, "en-GB", "Asia/Shanghai").own).toBeNull();
  expect(showInstant(DEADLINE, "en-GB", "Asia/Singapore").own).toBeNull();
});

test("midnight_is_zero_o_clock_of_the_new_day", () => {
  expect(showInstant("2027-06-30T16:00:00Z", "en-GB", "Asia/Shanghai").beijing).toBe("1 July 2027 at 00:00");
});

test("a_calendar_date_is_the_same_everywhere", () => {
  expect(showDate("2027-09-01", "en-GB")).toBe("1 September 2027");
  expect(showDate("2027-09-01", "zh-CN")).toBe("2027年9月1日");
});

test("the_day_in_beijing_is_told_by_its_clock", () => {
  expect(beijingDay("2027-02-21T15:59:59Z")).toBe("2027-02-21");
  expect(beijingDay("2027-02-21T16:00:00Z")).toBe("2027-02-22");
});
