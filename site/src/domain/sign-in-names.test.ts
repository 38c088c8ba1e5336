import { expect, test } from "vitest";
import { isEmail, isSixDigits, isUserName } from "./sign-in-names";

test.each(["123456", " 123 456 ", "000000"])("%s_can_be_the_code_of_an_authenticator", (code) => {
  expect(isSixDigits(code)).toBe(true);
});

test.each(["", "12345", "1234567", "12345a", "１２３４５６"])("%s_cannot", (code) => {
  expect(isSixDigits(code)).toBe(false);
});

test("names_and_addresses_are_told_apart", () => {
  expect([isUserName("anna.tester"), isEmail("anna.tester")]).toEqual([true, false]);
  expect([isUserName("anna@example.org"), isEmail("anna@example.org")]).toEqual([false, true]);
});
