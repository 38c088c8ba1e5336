import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judgePassword } from "./password";
import type { PasswordRule } from "./password";

/** What both sides keep: the service's tests read the same cases and the same list. */
const ACCOUNTS = "../functions/accounts";
const COMMON = new Set(readFileSync(`${ACCOUNTS}/data/common-passwords.txt`, "utf8").trim().split("\n"));
interface Case {
  password: string;
  userName?: string;
  email?: string;
  /** The first rule that is broken, as the service names it. */
  code: string | null;
}
const CASES = JSON.parse(readFileSync(`${ACCOUNTS}/tests/data/password-rule.json`, "utf8")) as Case[];

const RULES_OF: Record<string, readonly PasswordRule[]> = {
  required: ["length"],
  password_too_short: ["length"],
  password_too_long: ["length"],
  password_needs_upper_lower_digit: ["upper", "lower", "digit"],
  password_too_common: ["common"],
  password_contains_name: ["personal"],
};

test.each(CASES)("the_meter_judges_$password_as_the_service_does", ({ password, userName, email, code }) => {
  const verdict = judgePassword(password, userName ?? "anna.tester", email ?? "travelmail@example.org", COMMON);
  expect(verdict.acceptable).toBe(code === null);
  if (code !== null) expect(RULES_OF[code]?.some((rule) => !verdict.kept[rule])).toBe(true);
});

test("the_meter_rises_as_the_password_grows", () => {
  const judge = (password: string) => judgePassword(password, "anna.tester", "tester2027@example.org", COMMON);
  const strengths = ["", "lo", "Password1", "lotus-20", "Lotus-20", "Lotus-2027-Sunny"];
  expect(strengths.map((password) => judge(password).strength)).toEqual([
    "none",
    "weak",
    "weak",
    "fair",
    "good",
    "strong",
  ]);
});

test("before_the_list_is_there_nothing_is_taken_for_common", () => {
  expect(judgePassword("Password1", "tester", "an@example.org", null).acceptable).toBe(true);
});
