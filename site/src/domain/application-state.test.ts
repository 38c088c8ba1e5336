import { expect, test } from "vitest";
import type { Application } from "../api/types";
import { canBeSent, isActive, isSubmitted, reopenedFields, takesDocuments } from "./application-state";

const revision = {
  fields: ["basic_information/passportNo", "basic_information/passportExpiry", "contact_information/home"],
  slots: ["photo"],
};

const application = (state: Application["state"]) =>
  ({ state, revision: state === "revision_requested" ? revision : null }) as Application;

const STATES = [
  "draft",
  "fee_due",
  "ready_for_review",
  "revision_requested",
  "waitlisted",
  "accepted",
  "declined",
  "withdrawn",
] as const satisfies readonly Application["state"][];

test("a_draft_takes_every_document_and_a_revision_those_that_are_re_opened", () => {
  const taking = (slot: string) => STATES.filter((state) => takesDocuments(application(state), slot));
  expect(taking("photo")).toEqual(["draft", "revision_requested"]);
  expect(taking("diploma")).toEqual(["draft"]);
});

test("of_a_section_only_what_staff_have_re_opened_can_be_revised", () => {
  expect(reopenedFields(application("revision_requested"), "basic_information")).toEqual([
    "passportNo",
    "passportExpiry",
  ]);
  expect(reopenedFields(application("revision_requested"), "study_plan")).toEqual([]);
  expect(reopenedFields(application("ready_for_review"), "basic_information")).toEqual([]);
});

test("what_can_be_done_follows_from_the_state", () => {
  const states = (is: (standing: Application) => boolean) => STATES.filter((state) => is(application(state)));
  expect(states(canBeSent)).toEqual(["draft", "revision_requested"]);
  expect(STATES.filter((state) => !states(isActive).includes(state))).toEqual(["declined", "withdrawn"]);
  expect(STATES.filter((state) => !states(isSubmitted).includes(state))).toEqual(["draft", "withdrawn"]);
});
