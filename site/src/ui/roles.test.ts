import { expect, test } from "vitest";
import { rolesText } from "./roles";
import { texts as en } from "./texts/en";
import { texts as zh } from "./texts/zh";

test("roles_are_told_in_one_order_whatever_order_they_come_in", () => {
  expect(rolesText(["administrator", "reviewer"], en)).toBe("Reviewer, Administrator");
  expect(rolesText(["administrator", "reviewer"], zh)).toBe("审核员、管理员");
});

test("no_role_is_said", () => {
  expect(rolesText([], en)).toBe("None");
});
