import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Application } from "../api/types";
import type { Fields } from "../form/spec";
import { useSection } from "./use-section";

type Fault = "answer_lost" | "not_arrived" | "unavailable_after_commit" | "refused";

let kept = { version: 1, text: "{}" };
let faults: (Fault | null)[] = [];

/** The service: keeps a section and its version; takes the same again, and what names the newest version. */
async function service(request: Request): Promise<Response> {
  const { version, fields } = (await request.json()) as { version: number; fields: Fields };
  const fault = faults.shift();
  if (fault === "not_arrived") throw new TypeError("Failed to fetch");
  if (fault === "refused") return Response.json({ code: "invalid_input" }, { status: 422 });
  const text = JSON.stringify(fields);
  if (text !== kept.text) {
    if (version !== kept.version) return Response.json({ code: "version_conflict" }, { status: 409 });
    kept = { version: version + 1, text };
  }
  if (fault === "answer_lost") throw new TypeError("Failed to fetch");
  if (fault === "unavailable_after_commit") return new Response("", { status: 503 });
  return Response.json({ version: kept.version, fields, missing: [], warnings: [] });
}

/** Opens a form on the section as the service keeps it; each save says how it went. */
function openForm(): (text: string) => Promise<string> {
  let save: ReturnType<typeof useSection> | undefined;
  const application = { id: "app_1", version: kept.version } as Application;
  function Page() {
    save = useSection(application, "study_plan");
    return null;
  }
  void act(() => render(<Page />, document.createElement("div")));
  return async (text) => {
    try {
      await save?.("save_draft", { studyPlan: text });
      return "saved";
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
}

const send = vi.fn(service);

beforeEach(() => {
  kept = { version: 1, text: "{}" };
  faults = [];
  send.mockClear();
  vi.stubGlobal("fetch", send);
});
afterEach(() => vi.unstubAllGlobals());

test("of_several_saves_without_an_answer_any_may_have_arrived", async () => {
  for (const arrived of [0, 1, 2]) {
    kept = { version: 1, text: "{}" };
    faults = Array.from({ length: 3 }, (_, place) => (place === arrived ? "answer_lost" : "not_arrived"));
    const save = openForm();
    for (const text of ["one", "two", "three"]) expect(await save(text)).toBe("no_connection");
    expect(await save("four")).toBe("saved");
    expect(kept.text).toBe('{"studyPlan":"four"}');
  }
});

test("an_outage_after_the_save_is_no_conflict", async () => {
  const save = openForm();
  faults = ["unavailable_after_commit"];
  expect(await save("one")).toBe("unavailable");
  expect(await save("two")).toBe("saved");
  expect(kept.text).toBe('{"studyPlan":"two"}');
});

test("a_refusal_of_the_next_save_does_not_say_that_the_one_before_was_lost", async () => {
  const save = openForm();
  faults = ["answer_lost", "refused"];
  expect(await save("one")).toBe("no_connection");
  expect(await save("two")).toBe("invalid_input");
  expect(await save("three")).toBe("saved");
});

test("what_another_tab_has_saved_is_never_overwritten", async () => {
  const save = openForm();
  faults = ["not_arrived", "not_arrived"];
  expect(await save("one")).toBe("no_connection");
  expect(await save("two")).toBe("no_connection");
  kept = { version: 2, text: '{"studyPlan":"elsewhere"}' };
  expect(await save("three")).toBe("version_conflict");
  expect(kept.text).toBe('{"studyPlan":"elsewhere"}');
});

test("an_answered_save_leaves_nothing_to_be_tried", async () => {
  const save = openForm();
  faults = ["answer_lost"];
  await save("one");
  await save("two");
  send.mockClear();
  kept = { version: 9, text: '{"studyPlan":"elsewhere"}' };
  expect(await save("three")).toBe("version_conflict");
  expect(send).toHaveBeenCalledTimes(1);
});
