import type { BasicInformation } from "../api/types";
import type { Choice } from "../components/fields";
import type { Texts } from "../texts/en";
import { countryName, languageName } from "./places";
import { draftOf, partsOf } from "./partial-date";
import type { PartialDate } from "./partial-date";
import { showDate } from "./time";

/** The fields of the section that are text or one choice, in the order asked. */
const TEXTS = [
  "familyName",
  "givenName",
  "chineseName",
  "gender",
  "maritalStatus",
  "nationality",
  "birthCountry",
  "birthPlace",
  "nativeLanguage",
  "highestEducation",
  "highestInstitution",
  "passportType",
  "passportNo",
] as const;
export type TextId = (typeof TEXTS)[number];
export type DateId = "birthDate" | "passportExpiry";
export type FieldId = TextId | DateId;

/** The section as it is being filled in: any part may be missing. */
export type Draft = Record<TextId, string> &
  Record<DateId, PartialDate> & { noFamilyName: boolean; noGivenName: boolean };

/** The choices of the fields that have a fixed list, by their stored values. */
export const GENDERS = ["male", "female", "unspecified"] as const;
export const MARITAL_STATUSES = ["single", "married", "divorced", "widowed", "unspecified"] as const;
export const EDUCATIONS = [
  "elementary",
  "junior_high",
  "senior_high",
  "technical_secondary",
  "vocational_college",
  "bachelor",
  "master",
  "doctorate",
] as const;
export const PASSPORT_TYPES = ["ordinary", "service", "public_affairs", "diplomatic", "border_pass", "other"] as const;

/** Reads what the service keeps. */
export function draftFrom(fields: Partial<BasicInformation>): Draft {
  const texts = Object.fromEntries(TEXTS.map((id) => [id, fields[id] ?? ""])) as Record<TextId, string>;
  return {
    ...texts,
    birthDate: partsOf(fields.birthDate),
    passportExpiry: partsOf(fields.passportExpiry),
    noFamilyName: fields.noFamilyName ?? false,
    noGivenName: fields.noGivenName ?? false,
  };
}

/** What the service is to keep: everything typed, also half a date, so that nothing is lost. */
export function fieldsOf(draft: Draft): BasicInformation {
  const texts = Object.fromEntries(TEXTS.map((id) => [id, draft[id].trim() === "" ? null : draft[id]]));
  return {
    ...(texts as Pick<BasicInformation, TextId>),
    birthDate: draftOf(draft.birthDate),
    passportExpiry: draftOf(draft.passportExpiry),
    noFamilyName: draft.noFamilyName,
    noGivenName: draft.noGivenName,
  };
}

/** The choices of a fixed list with their names. */
export function choicesOf<Value extends string>(values: readonly Value[], names: Record<Value, string>): Choice[] {
  return values.map((value) => ({ value, text: names[value] }));
}

/** The section for reading: each field's label and its value in words. */
export function describe(
  fields: Partial<BasicInformation>,
  texts: Texts,
  locale: string,
): { id: FieldId; label: string; value: string }[] {
  const names = texts.basicInformation;
  const dash = texts.notGiven;
  const named = <Value extends string>(value: Value | null | undefined, all: Record<Value, string>) =>
    value ? all[value] : dash;
  const date = (text: string | null | undefined) =>
    text && /^\d{4}-\d\d-\d\d$/.test(text) ? showDate(text, locale) : text || dash;
  const values: Record<FieldId, string> = {
    familyName: fields.noFamilyName ? names.noFamilyName : fields.familyName || dash,
    givenName: fields.noGivenName ? names.noGivenName : fields.givenName || dash,
    chineseName: fields.chineseName || dash,
    gender: named(fields.gender, names.genders),
    birthDate: date(fields.birthDate),
    nationality: fields.nationality ? countryName(fields.nationality, locale) : dash,
    birthCountry: fields.birthCountry ? countryName(fields.birthCountry, locale) : dash,
    birthPlace: fields.birthPlace || dash,
    passportType: named(fields.passportType, names.passportTypes),
    passportNo: fields.passportNo || dash,
    passportExpiry: date(fields.passportExpiry),
    maritalStatus: named(fields.maritalStatus, names.maritalStatuses),
    nativeLanguage: fields.nativeLanguage ? languageName(fields.nativeLanguage, locale) : dash,
    highestEducation: named(fields.highestEducation, names.educations),
    highestInstitution: fields.highestInstitution || dash,
  };
  return (Object.keys(values) as FieldId[]).map((id) => ({ id, label: names.labels[id], value: values[id] }));
}
