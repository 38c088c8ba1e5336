import type { Application, ChecklistItem, UploadedDocument } from "../api/types";

/** How long a requested upload may still arrive or be under inspection, in milliseconds. */
const PATIENCE = 10 * 60 * 1000;

/** A slot of the checklist with the documents the applicant should see in it. */
export interface Slot {
  row: ChecklistItem;
  /** The clean documents that count, oldest first: the newest, as many as the slot takes. */
  counting: UploadedDocument[];
  /** What came after them and is not clean: refused, on its way, or never arrived. */
  latest: UploadedDocument | null;
  /** Whether there are enough clean documents. */
  filled: boolean;
}

/** Sorts the documents of an application into the slots of its checklist. */
export function slotsOf(application: Application, documents: readonly UploadedDocument[]): Slot[] {
  return application.checklist.map((row) => {
    const here = documents
      .filter(({ slot }) => slot === row.slot)
      .sort((one, other) => Date.parse(one.requestedAt) - Date.parse(other.requestedAt));
    const clean = here.filter(({ state }) => state === "clean");
    const last = here.at(-1);
    return {
      row,
      counting: clean.slice(-row.maxCount),
      latest: last && last.state !== "clean" ? last : null,
      filled: clean.length >= row.minCount && clean.length > 0,
    };
  });
}

/** Whether a slot keeps the application from being submitted (S59). */
export function isGap({ row, counting, filled }: Slot): boolean {
  return row.required ? !filled : counting.length > 0 && !filled;
}

/** Whether a requested document may still be on its way or under inspection. */
export function isOnItsWay({ state, requestedAt }: UploadedDocument, now: number = Date.now()): boolean {
  return state === "requested" && now - Date.parse(requestedAt) < PATIENCE;
}
