import { useState } from "preact/hooks";
import { expect, test } from "vitest";
import { Problem } from "../api/problem";
import { openPage, press, text } from "../testing/page";
import { Button } from "./button";
import { PageProblem } from "./error-summary";
import { Page } from "./page";

const refusal = new Problem(422, "refused", "It is refused.");

/** A page that is refused and forgiven by a button; it says so itself, or a part of it does. */
function Refused({ by }: { by: "page" | "part" }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const errors = { problem };
  return (
    <Page title="Form" errors={by === "page" ? errors : undefined}>
      {by === "part" && <PageProblem of={errors} />}
      <Button onClick={() => setProblem(problem ? null : refusal)}>Go</Button>
    </Page>
  );
}

test.each(["page", "part"] as const)("the_title_says_first_that_something_went_wrong_in_the_%s", async (by) => {
  await openPage(<Refused by={by} />);
  expect(document.title).toBe("Form - Sojourn");
  await press("Go");
  expect(document.title).toBe("Error: Form - Sojourn");
  expect(text()).toContain("There is a problem");
  expect(document.activeElement?.className).toBe("govuk-error-summary");
  await press("Go");
  expect(document.title).toBe("Form - Sojourn");
});
