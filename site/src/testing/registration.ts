import type { Registration, RegistrationReview } from "../api/types";
import { SECTIONS } from "../form/registration/sections";

const SECTION = { fields: {}, complete: true, missing: [], warnings: [] };

/** A made-up registration in which nothing is filled in; `changes` says what is different about this one. */
export function registration(changes: Partial<Registration> = {}): Registration {
  const made = {
    id: "stu_1-2027-spring",
    semester: { id: "2027-spring", name: { en: "Spring 2027", zh: "2027年春季学期" } },
    version: 1,
    state: "draft",
    round: 0,
    rounds: [],
    window: { state: "open", text: "Registration is open.", extended: false },
    regulations: "2027-1",
    facts: { inChina: true, isNew: false, contractProven: false, insuranceProven: false, permitProven: false },
    sections: Object.fromEntries(SECTIONS.map(({ name }) => [name, SECTION])),
    checklist: [],
    openSlots: [],
    openItems: [],
    openSections: SECTIONS.map(({ name }) => name),
    enteredChina: false,
    prefilled: [],
  };
  return { ...(made as unknown as Registration), ...changes };
}

/** The sections, some of which are not as the others. */
export function sectionsWith(
  changes: Partial<Record<keyof Registration["sections"], object>>,
): Registration["sections"] {
  const changed = Object.entries(changes).map(([name, change]) => [name, { ...SECTION, ...change }]);
  return { ...registration().sections, ...(Object.fromEntries(changed) as object) };
}

/** A slot that is asked for. */
export const slot = (slot: string, required = true): Registration["checklist"][number] =>
  ({
    slot,
    name: { en: `Paper ${slot}`, zh: `材料 ${slot}` },
    required,
    contentTypes: ["image/jpeg", "application/pdf"],
    maxBytes: 1000,
    minCount: 1,
    maxCount: 1,
  }) as unknown as Registration["checklist"][number];

/** A made-up task about a registration, of which two items are to be judged. */
export function registrationReview(changes: Partial<RegistrationReview> = {}): RegistrationReview {
  const item = (item: string, en: string, section: string, fields: object) => ({
    item,
    name: { en, zh: `项目${en}` },
    sections: [{ section, fields, lastSemester: null, changed: [] }],
    documents: [],
    changedSlots: [],
    findings: [],
  });
  const semester = { en: "Spring 2027", zh: "2027年春季学期" };
  const made = {
    id: "rev_1",
    state: "open",
    queue: "general",
    subject: { kind: "registration", id: "stu_1-2027-spring", applicantName: "TESTER ANNA", number: "U-77", semester },
    occasion: "submitted",
    openedAt: "2027-03-01T00:00:00Z",
    findings: [],
    claim: null,
    closing: null,
    registration: "stu_1-2027-spring",
    round: 1,
    submittedAt: "2027-03-01T00:00:00Z",
    student: { id: "stu_1", number: "U-77", name: "TESTER ANNA", state: { is: "enrolled" } },
    email: "anna@example.org",
    rounds: [{ round: 1, submittedAt: "2027-03-01T00:00:00Z", judgedAt: null, verdicts: [] }],
    facts: { inChina: true, isNew: false, contractProven: false, insuranceProven: false, permitProven: false },
    items: [
      item("payment", "Payment", "tuition", { payment: "scholarship" }),
      item("insurance", "Insurance", "insurance", { policyNo: "PICC-2", startsOn: "2027-03-01", endsOn: "2027-08-31" }),
    ],
  };
  return { ...(made as unknown as RegistrationReview), ...changes };
}
