import { expect, test } from "vitest";
import { judgePassword } from "./password";

const judge = (password: string) => judgePassword(password, "anna.tester", "tester2027@example.org");

test.each([
  ["Lotus27", ["length"]],
  ["lotus-2027", ["upper"]],
  ["LOTUS-2027", ["lower"]],
  ["Lotus-Sunny", ["digit"]],
  ["My-Anna.Tester-1", ["personal"]],
  ["Tester2027!", ["personal"]],
  ["Lotus-2027", []],
  [`Aa1${"x".repeat(125)}`, []],
  [`Aa1${"x".repeat(126)}`, ["length"]],
])("the_meter_says_which_rule_%s_breaks", (password, broken) => {
  const { kept, acceptable } = judge(password);
  expect(Object.entries(kept).flatMap(([rule, isKept]) => (isKept ? [] : [rule]))).toEqual(broken);
  expect(acceptable).toBe(broken.length === 0);
});

test("the_meter_rises_as_the_password_grows", () => {
  const strengths = ["", "lo", "lotus-20", "Lotus-20", "Lotus-2027-Sunny"].map((password) => judge(password).strength);
  expect(strengths).toEqual(["none", "weak", "fair", "good", "strong"]);
});

test("a_short_name_of_an_address_may_stand_in_a_password", () => {
  expect(judgePassword("Canal-2027", "tester", "an@example.org").acceptable).toBe(true);
});
