import { beforeEach, expect, test } from "vitest";
import ReviewPage from "../applying/pages/review-and-submit";
import WithdrawalPage from "../applying/pages/withdrawal";
import { application } from "../testing/application";
import { openPage, press, refused, serve, text, tick } from "../testing/page";

const APPLICATION = "/api/applications/app_1";

let version: number;
let sent: unknown[];

/** The service: the application changes elsewhere right before the first thing sent. */
function refuseOnce(body: unknown): unknown {
  sent.push(body);
  if (sent.length > 1) return application({ state: "withdrawn" });
  version++;
  return refused(409, "version_conflict");
}

const isTicked = (id: string) => document.querySelector<HTMLInputElement>(`#${id}`)?.checked;

beforeEach(() => {
  version = 1;
  sent = [];
  serve({
    [`GET ${APPLICATION}`]: () => application({ version }),
    [`GET ${APPLICATION}/documents`]: () => ({ items: [] }),
    [`POST ${APPLICATION}/submission`]: refuseOnce,
    [`POST ${APPLICATION}/withdrawal`]: refuseOnce,
  });
});

test.each([
  ["declaration", "Submit application", "The application has changed since you declared this.", ReviewPage],
  ["sure", "Withdraw the application", "The application has changed since you ticked the box.", WithdrawalPage],
] as const)("a_%s_counts_only_for_what_was_read", async (box, button, told, Page) => {
  await openPage(<Page applicationId="app_1" />);
  await tick(box);
  await press(button);
  expect(text()).toContain(told);
  expect(isTicked(box)).toBe(false);
  await press(button);
  expect(sent).toHaveLength(1);
  await tick(box);
  expect(text()).not.toContain(told);
  await press(button);
  expect(sent[1]).toMatchObject({ version: 2 });
});

test("a_refusal_that_changes_nothing_leaves_the_tick", async () => {
  await openPage(<WithdrawalPage applicationId="app_1" />);
  await tick("sure");
  version--;
  await press("Withdraw the application");
  expect(isTicked("sure")).toBe(true);
});
