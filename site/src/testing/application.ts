import type { Application, ChecklistItem } from "../api/types";
import { SECTIONS } from "../form/application/sections";

/** A made-up draft; `changes` says what is different about this one. */
export function application(changes: Partial<Application> = {}): Application {
  const section = { fields: {}, complete: false, missing: [], warnings: [] };
  const made = {
    id: "app_1",
    programme: { id: "prg_1", name: { en: "Example programme", zh: "示例项目" } },
    fundingCategory: "self_funded",
    admissionType: "bachelor",
    guideVersion: "1",
    intake: "2027-autumn",
    state: "draft",
    feeState: "not_due",
    version: 1,
    createdAt: "2026-11-01T00:00:00Z",
    updatedAt: "2026-11-01T00:00:00Z",
    intakeStarts: "2027-09-01",
    durationMonths: 48,
    asks: { researchArea: false, studyDates: false, recommenders: 0, studyPlanWords: 0 },
    isMinor: false,
    sections: Object.fromEntries(SECTIONS.map(({ name }) => [name, section])),
    checklist: [],
  };
  return { ...(made as unknown as Application), ...changes };
}

/** A made-up slot of a checklist, for two files; `changes` says what is different about this one. */
export function checklistItem(changes: Partial<ChecklistItem> = {}): ChecklistItem {
  return {
    slot: "transcript",
    name: { en: "Transcript", zh: "成绩单" },
    required: true,
    contentTypes: ["application/pdf"],
    maxBytes: 1000,
    minCount: 1,
    maxCount: 2,
    template: null,
    validMonths: null,
    translationOf: null,
    ...changes,
  };
}
