import { expect, test } from "vitest";
import { safeNext } from "./place";

test.each([
  "https://elsewhere.example.org/",
  "//elsewhere.example.org",
  "/\\elsewhere.example.org",
  "javascript:1",
  "",
  "/sign-in",
  "/sign-in?next=%2Fsign-in",
  "/sign-in/",
  "/console/sign-in#name",
])("sign_in_does_not_lead_to_%s", (next) => {
  expect(safeNext(next, "/applications")).toBe("/applications");
});

test("sign_in_leads_to_a_page_whose_name_begins_like_it", () => {
  expect(safeNext("/sign-ins", "/applications")).toBe("/sign-ins");
});

test("sign_in_leads_back_to_where_one_came_from", () => {
  expect(safeNext("/programmes/prg_1?intake=2027-autumn", "/applications")).toBe(
    "/programmes/prg_1?intake=2027-autumn",
  );
});
