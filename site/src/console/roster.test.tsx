import { beforeEach, expect, test } from "vitest";
import { startSession } from "../api/session";
import { named, openPage, press, serve, settled, text, tick } from "../testing/page";
import { session } from "../testing/session";
import RosterPage from "./pages/roster";

const LEFT = {
  line: null,
  number: "U-1",
  name: "TESTER ANNA",
  kind: "left",
  fields: [{ field: "state", before: "enrolled", after: "left" }],
  resembling: [],
};
const REFUSED = { pointer: "/lines/3/birthDate", code: "invalid_date", detail: "Line 3, birthDate: this is no date." };

let reply: object;
let imports: object[];
let calls: string[];

async function look(): Promise<void> {
  const field = document.getElementById("file") as HTMLInputElement;
  const file = new File(["学号"], "roster.csv");
  Object.defineProperty(field, "files", { value: [file], configurable: true });
  await settled(() => field.dispatchEvent(new Event("change", { bubbles: true })));
  await press("Show what would change");
}

beforeEach(async () => {
  startSession(session("staff", "token", ["registrar"]));
  reply = { changes: [], refused: [], unchanged: 0 };
  imports = [];
  calls = [];
  serve({
    "GET /api/staff/roster/imports": () => ({ items: imports }),
    "GET /api/reviews": () => ({ items: [], next: null }),
  });
  const answer = globalThis.fetch;
  // The file is no JSON, which the stand-in reads.
  globalThis.fetch = async (request) => {
    const { method, url } = request as Request;
    if (method !== "PUT") return answer(request);
    calls.push(new URL(url).search);
    return Response.json(reply);
  };
  await openPage(<RosterPage />);
});

test("who_will_have_left_is_named_before_anything_is_written", async () => {
  reply = { changes: [LEFT], refused: [], unchanged: 2 };
  await tick("wholeRoster");
  await look();
  expect(calls).toEqual(["?dryRun=true&wholeRoster=true"]);
  expect(text()).toContain("Marked as left: 1");
  expect(text()).toContain("Not in the file");
  expect(text()).toContain("State: Enrolled → Left");
  expect(text()).toContain("2 students stay as they are.");
  await press("Import");
  expect(calls[1]).toBe("?dryRun=false&wholeRoster=true");
});

test("while_a_row_is_refused_its_line_is_named_and_nothing_can_be_imported", async () => {
  reply = { changes: [{ ...LEFT, kind: "added", line: 2, fields: [] }], refused: [REFUSED], unchanged: 0 };
  await look();
  expect(text()).toContain("Line 3, birthDate: this is no date.");
  expect(text()).toContain("New: 1");
  expect(named("Import")).toBeUndefined();
});

test("a_renewed_passport_and_who_may_be_the_same_person_are_shown_in_words", async () => {
  const fields = [
    { field: "passportNo", before: "C1", after: "C2" },
    { field: "gender", before: null, after: "female" },
  ];
  const added = { ...LEFT, kind: "added", line: 3, number: "U-2", fields: [], resembling: ["2027-0042"] };
  reply = { changes: [{ ...LEFT, kind: "changed", line: 2, fields }, added], refused: [], unchanged: 0 };
  await look();
  expect(text()).toContain("Passport number: C1 → C2");
  expect(text()).toContain("Gender: nothing → female");
  expect(text()).toContain("Perhaps the accepted applicant 2027-0042");
});

test("what_was_imported_stands_below_with_how_far_it_is", async () => {
  imports = [
    {
      id: "rim_1",
      state: "applying",
      students: 3,
      applied: 1,
      skipped: [],
      startedAt: "2027-03-01T00:00:00Z",
      by: { id: "acc_1", userName: "registrar.li" },
    },
  ];
  await openPage(<RosterPage />);
  expect(text()).toContain("The roster is being written: 1 of 3 students");
  expect(text()).toContain("registrar.li");
});
