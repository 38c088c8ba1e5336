import { beforeEach, expect, test, vi } from "vitest";
import type { UploadedDocument } from "../../api/types";
import { application, checklistItem } from "../../testing/application";
import { openPage, press, serve, settled, text, until } from "../../testing/page";
import DocumentsPage from "./documents";

const DOCUMENTS = "/api/applications/app_1/documents";

const uploaded = (id: string): UploadedDocument =>
  ({
    id,
    slot: "transcript",
    fileName: `${id}.pdf`,
    sizeBytes: 10,
    state: "clean",
    counts: true,
    requestedAt: "2026-11-22T00:00:00Z",
    copies: [],
  }) as unknown as UploadedDocument;

let documents: UploadedDocument[];
let announced: string[];
let calls: string[];

async function openDocuments(language: "en" | "zh" = "en"): Promise<void> {
  calls = serve({
    "GET /api/applications/app_1": () => application({ checklist: [checklistItem()] }),
    [`GET ${DOCUMENTS}`]: () => ({ items: documents }),
    [`POST ${DOCUMENTS}`]: (body) => {
      const { files } = body as { files: { fileName: string }[] };
      announced = files.map(({ fileName }) => fileName);
      return { items: files.map(() => ({ errors: [{ pointer: "/slot", code: "slot_full", detail: "Full." }] })) };
    },
    [`DELETE ${DOCUMENTS}/doc_1`]: () => {
      documents = documents.filter(({ id }) => id !== "doc_1");
    },
  });
  await openPage(<DocumentsPage applicationId="app_1" />, language);
}

/** Chooses files, and waits until the page has done with them. */
async function choose(...files: File[]): Promise<void> {
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) throw new Error("no input");
  Object.defineProperty(input, "files", { value: files, configurable: true });
  await settled(() => input.dispatchEvent(new Event("change", { bubbles: true })));
  await until(() => expect(document.querySelector("progress")).toBeNull());
}

const file = (name: string) => new File(["%PDF"], name, { type: "application/pdf" });

function unreadable(name: string): File {
  const broken = file(name);
  broken.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotReadableError"));
  return broken;
}

beforeEach(() => {
  documents = [];
  announced = [];
});

test.each([
  ["en", "Your device could not read gone.pdf."],
  ["zh", "您的设备无法读取 gone.pdf。"],
] as const)("a_file_that_cannot_be_read_is_told_in_%s_and_can_be_chosen_again", async (language, told) => {
  await openDocuments(language);
  await choose(unreadable("gone.pdf"));
  expect(text()).toContain(told);
  expect(document.querySelector("progress")).toBeNull();
  expect(document.querySelector("input[type=file]")).not.toBeNull();
  expect(announced).toEqual([]);
});

test("what_can_be_read_is_sent_though_another_cannot", async () => {
  await openDocuments();
  await choose(unreadable("gone.pdf"), file("there.pdf"));
  expect(announced).toEqual(["there.pdf"]);
  expect(text()).toContain("Your device could not read gone.pdf.");
});

test("files_are_read_one_after_the_other", async () => {
  await openDocuments();
  let reading = 0;
  let most = 0;
  const slow = (name: string) => {
    const one = file(name);
    vi.spyOn(one, "arrayBuffer").mockImplementation(async () => {
      most = Math.max(most, ++reading);
      await Promise.resolve();
      reading--;
      return new ArrayBuffer(4);
    });
    return one;
  };
  await choose(slow("a.pdf"), slow("b.pdf"));
  expect(announced).toEqual(["a.pdf", "b.pdf"]);
  expect(most).toBe(1);
});

test("who_removes_a_file_goes_on_from_the_heading_of_its_slot", async () => {
  documents = [uploaded("doc_1")];
  await openDocuments();
  await press("Remove");
  expect(calls).toContain(`DELETE ${DOCUMENTS}/doc_1`);
  expect(text()).not.toContain("doc_1.pdf");
  expect(document.activeElement?.id).toBe("transcript-heading");
});

test("a_full_slot_says_so_and_takes_nothing_until_a_file_is_removed", async () => {
  documents = [uploaded("doc_1"), uploaded("doc_2")];
  await openDocuments();
  expect(text()).toContain("This is full: remove a file first.");
  expect(document.querySelector("input[type=file]")).toBeNull();
  await press("Remove");
  expect(text()).not.toContain("This is full");
  expect(document.querySelector("input[type=file]")).not.toBeNull();
});

test("more_files_than_there_is_room_are_refused_in_the_page", async () => {
  documents = [uploaded("doc_1")];
  await openDocuments();
  await choose(file("a.pdf"), file("b.pdf"));
  expect(text()).toContain("There is room for 1 more file here. Choose fewer.");
  expect(announced).toEqual([]);
  await choose(file("a.pdf"));
  expect(announced).toEqual(["a.pdf"]);
  expect(text()).toContain("Full.");
});
