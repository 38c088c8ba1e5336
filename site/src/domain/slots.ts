import type { ChecklistItem, UploadedDocument } from "../api/types";

/** How long a submission waits for a requested upload that may still arrive or be under inspection, in milliseconds. */
const PATIENCE = 10 * 60 * 1000;

/** The documents that are asked for, and which slots take some now. */
export interface Checklist {
  rows: readonly ChecklistItem[];
  takes: (slot: string) => boolean;
}

/** A slot of the checklist with the documents in it. */
export interface Slot {
  row: ChecklistItem;
  /** Every document that still means something to the applicant, oldest first. */
  documents: UploadedDocument[];
  /** The clean ones that count today: the newest, as many as the slot takes. */
  counting: UploadedDocument[];
  /** Whether its owner may add and remove documents now. */
  isOpen: boolean;
}

/** Sorts documents into the slots of their checklist. */
export function slotsOf({ rows, takes }: Checklist, documents: readonly UploadedDocument[]): Slot[] {
  return rows.map((row) => {
    const here = documents.filter(({ slot }) => slot === row.slot);
    return { row, documents: here, counting: here.filter(({ counts }) => counts), isOpen: takes(row.slot) };
  });
}

/**
 * Whether a slot keeps what is filled in from being submitted (S59). A required
 * translation is asked for with its original, and an original with its translation;
 * and what is on its way to an open slot is waited for.
 */
export function isGap({ row, counting, documents, isOpen }: Slot, _place: number, slots: readonly Slot[]): boolean {
  const isUsed = (slot: Slot) => slot.counting.length > 0;
  const original = slots.find((other) => other.row.slot === row.translationOf);
  const isAskedFor = row.required && (!original || original.row.required || isUsed(original));
  const isTranslated = slots.some((other) => other.row.translationOf === row.slot && isUsed(other));
  const tooFew = counting.length < Math.max(row.minCount, 1);
  const waits = isOpen && documents.some((document) => isOnItsWay(document));
  return waits || (tooFew && (isAskedFor || isTranslated || counting.length > 0));
}

/**
 * How many more files a slot takes. A slot for one file always takes another, in
 * place of the one that is there; one for several is full at some point.
 */
export function roomIn({ row, documents }: Slot, now?: number): number {
  if (row.maxCount === 1) return 1;
  const taken = documents.filter((document) => document.counts || isOnItsWay(document, now)).length;
  return Math.max(row.maxCount - taken, 0);
}

/** Whether a requested document may still be on its way or under inspection. */
export function isOnItsWay({ state, requestedAt }: UploadedDocument, now: number = Date.now()): boolean {
  return state === "requested" && now - Date.parse(requestedAt) < PATIENCE;
}
