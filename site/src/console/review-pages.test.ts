import { expect, test } from "vitest";
import { pathOfReview } from "./review-pages";

test("a_task_is_looked_at_on_the_page_of_its_kind_and_an_unknown_one_on_none", () => {
  expect(pathOfReview("application", "rev_1")).toBe("/console/reviews/rev_1");
  expect(pathOfReview("deadline", "rev_1")).toBe("/console/reviews/rev_1/deadline");
  expect(pathOfReview("registration", "rev_1")).toBe("/console/reviews/rev_1/registration");
  expect(pathOfReview("locker", "rev_1")).toBeUndefined();
});
