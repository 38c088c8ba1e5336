import type { SectionName } from "../../api/types";
import {
  country,
  date,
  email,
  language,
  month,
  paragraphs,
  phone,
  radios,
  select,
  short,
  text,
  tick,
  unless,
  unticked,
  when,
  whenMissing,
  yesNo,
} from "../spec";
import type { Context, PartSpec, SectionSpec, Shown } from "../spec";
import type { FactName } from "./context";

const optional = true;
const whenFact =
  (name: FactName): Shown =>
  (_, { facts }) =>
    Boolean(facts[name]);
const fact =
  (name: FactName) =>
  ({ facts }: Context) =>
    Number(facts[name]);
const forResearch = whenFact("researchArea");
const inChina = when("inChina", true);
const withVisa: typeof inChina = (fields, ...more) =>
  inChina(fields, ...more) && unless("visaType", "none")(fields, ...more);

const ADDRESS: readonly PartSpec[] = [
  text("street", { autocomplete: "street-address" }),
  text("city", { autocomplete: "address-level2" }),
  country("country", { autocomplete: "country" }),
  short("postCode", { optional, autocomplete: "postal-code" }),
];

/** The sections of the form, in the order of the steps. What a field takes is for the service to say. */
export const SECTIONS: readonly SectionSpec<SectionName>[] = [
  {
    name: "basic_information",
    parts: [
      { heading: "name" },
      text("familyName", { shown: unticked("noFamilyName"), autocomplete: "family-name" }),
      tick("noFamilyName"),
      text("givenName", { shown: unticked("noGivenName"), autocomplete: "given-name" }),
      tick("noGivenName"),
      short("chineseName", { shown: unticked("noChineseName") }),
      tick("noChineseName"),
      { heading: "person" },
      radios("gender", "gender"),
      date("birthDate", { autocomplete: "bday" }),
      country("nationality"),
      country("birthCountry"),
      text("birthPlace"),
      select("maritalStatus", "maritalStatus"),
      language("nativeLanguage"),
      text("hobby", { optional }),
      { heading: "passport" },
      select("passportType", "passportType"),
      short("passportNo"),
      date("passportIssueDate", { optional }),
      date("passportExpiry"),
      text("mrzLine1", { optional }),
      text("mrzLine2", { optional }),
      { heading: "occupation" },
      select("highestEducation", "education"),
      text("highestInstitution"),
      select("occupation", "occupation"),
      text("otherOccupation", { shown: when("occupation", "other") }),
      text("employer", { shown: unless("occupation", "homemaker", "retired", "none", "other") }),
      { heading: "china" },
      yesNo("inChina"),
      text("chinaPlace", { shown: inChina }),
      select("visaType", "visaType", { shown: inChina }),
      short("visaNo", { shown: withVisa }),
      date("visaExpiry", { shown: withVisa }),
      select("issuePlace", "province", { shown: withVisa }),
      text("otherIssuePlace", { shown: (...all) => withVisa(...all) && when("issuePlace", "other")(...all) }),
      select("residencePurpose", "residencePurpose", {
        shown: (...all) => inChina(...all) && when("visaType", "residence_permit")(...all),
      }),
      text("otherResidencePurpose", {
        shown: (...all) =>
          inChina(...all) && when("visaType", "residence_permit")(...all) && when("residencePurpose", "other")(...all),
      }),
      yesNo("exChineseCitizen"),
      radios("originRegion", "originRegion", { shown: when("exChineseCitizen", true) }),
      date("citizenshipDate", { shown: when("exChineseCitizen", true) }),
      yesNo("ethnicChinese", { optional }),
      { heading: "religion" },
      tick("religionConsent"),
      select("religion", "religion", { optional, shown: when("religionConsent", true) }),
      text("otherReligion", {
        shown: (...all) => when("religionConsent", true)(...all) && when("religion", "other")(...all),
      }),
      { heading: "health" },
      tick("healthConsent"),
      yesNo("illness", { optional, shown: when("healthConsent", true) }),
      paragraphs("illnessDetails", {
        shown: (...all) => when("healthConsent", true)(...all) && when("illness", true)(...all),
      }),
      text("allergies", { optional, shown: when("healthConsent", true) }),
      yesNo("smoker", { optional, shown: when("healthConsent", true) }),
    ],
  },
  {
    name: "study_plan",
    parts: [
      { heading: "research", shown: forResearch },
      text("researchArea", { shown: forResearch }),
      text("researchAreaChinese", { optional, shown: forResearch }),
      text("supervisorName", { optional, shown: forResearch }),
      text("supervisorChineseName", { optional, shown: forResearch }),
      text("supervisorContact", { optional, shown: forResearch }),
      date("studyStart", { shown: whenFact("studyDates") }),
      date("studyEnd", { shown: whenFact("studyDates") }),
      paragraphs("studyPlan", { leastWords: fact("studyPlanWords") }),
      { heading: "chinese" },
      select("chineseLevel", "proficiency"),
      select("hskLevel", "hskLevel"),
      short("hskScore", { shown: unless("hskLevel", "none") }),
      date("hskDate", { shown: unless("hskLevel", "none") }),
      text("hskCertificateNo", { shown: unless("hskLevel", "none") }),
      select("hskkLevel", "hskkLevel"),
      short("hskkScore", { shown: unless("hskkLevel", "none") }),
      date("hskkDate", { shown: unless("hskkLevel", "none") }),
      { heading: "english" },
      select("englishLevel", "proficiency"),
      select("englishTest", "englishTest"),
      text("otherEnglishTest", { shown: when("englishTest", "other") }),
      short("englishScore", { shown: unless("englishTest", "none", "native_language") }),
      date("englishDate", { shown: unless("englishTest", "none", "native_language") }),
      text("otherLanguages", { optional }),
      {
        list: "recommenders",
        least: fact("recommenders"),
        shown: whenFact("recommenders"),
        parts: [
          text("name"),
          text("relation"),
          text("organisation"),
          text("jobTitle"),
          email("email"),
          phone("phone", { optional }),
          phone("mobile", { optional }),
          country("nationality", { optional }),
          text("address", { optional }),
        ],
      },
      { heading: "heard" },
      select("heardFrom", "heardFrom", { optional }),
      text("heardFromDetails", { shown: when("heardFrom", "other") }),
    ],
  },
  {
    name: "education_and_employment",
    parts: [
      {
        list: "education",
        least: () => 2,
        parts: [
          select("level", "educationLevel"),
          text("institution"),
          country("country"),
          month("start"),
          tick("current"),
          month("end", { shown: unticked("current") }),
          text("major", { shown: unless("level", "elementary", "junior_high", "senior_high") }),
          text("award", { shown: unticked("current") }),
          paragraphs("gapReason", { shown: whenMissing }),
        ],
      },
      paragraphs("gapReason", { shown: whenMissing }),
      { heading: "chinaStudy" },
      yesNo("studiedInChina"),
      {
        group: "chinaStudy",
        shown: when("studiedInChina", true),
        parts: [
          radios("place", "chinaStudyPlace"),
          text("institution", { shown: when("place", "other") }),
          select("kind", "chinaStudyKind"),
          month("start"),
          month("end"),
          text("counsellorName", { optional }),
          phone("counsellorPhone", { optional }),
          email("counsellorEmail", { optional }),
        ],
      },
      { heading: "work" },
      yesNo("hasWorked"),
      {
        list: "work",
        least: () => 1,
        shown: when("hasWorked", true),
        parts: [
          text("employer"),
          text("post"),
          month("start"),
          tick("current"),
          month("end", { shown: unticked("current") }),
        ],
      },
      yesNo("workedInChina", { shown: when("hasWorked", true) }),
      {
        group: "chinaWork",
        shown: (...all) => when("hasWorked", true)(...all) && when("workedInChina", true)(...all),
        parts: [text("organisation"), month("start"), month("end")],
      },
      {
        list: "publications",
        least: () => 0,
        shown: forResearch,
        parts: [
          text("title"),
          text("journal"),
          month("date"),
          text("index", { optional }),
          short("authorRank", { optional }),
        ],
      },
      {
        list: "awards",
        least: () => 0,
        shown: forResearch,
        parts: [text("name"), text("body"), month("date")],
      },
    ],
  },
  {
    name: "additional_information",
    parts: [
      {
        list: "family",
        least: () => 1,
        parts: [
          select("relation", "relation"),
          tick("unknown"),
          text("name", { shown: unticked("unknown") }),
          country("nationality", { optional, shown: unticked("unknown") }),
          date("birthDate", { optional, shown: unticked("unknown") }),
          phone("phone", { optional, shown: unticked("unknown") }),
          email("email", { optional, shown: unticked("unknown") }),
          text("occupation", { optional, shown: unticked("unknown") }),
          text("employer", { optional, shown: unticked("unknown") }),
        ],
      },
      { heading: "supporter" },
      {
        group: "supporter",
        parts: [
          radios("kind", "supporterKind"),
          text("name", { shown: when("kind", "person") }),
          text("relation", { shown: when("kind", "person") }),
          text("organisation", { shown: when("kind", "organisation", "scholarship") }),
          phone("phone", { shown: when("kind", "person", "organisation") }),
          email("email", { optional, shown: unless("kind", "applicant") }),
          text("address", { optional, shown: unless("kind", "applicant") }),
        ],
      },
      {
        list: "emergency",
        least: () => 1,
        parts: [
          text("name"),
          text("relation"),
          phone("phone"),
          phone("mobile", { optional }),
          email("email", { optional }),
          text("organisation", { optional }),
          text("address", { optional }),
          short("postCode", { optional }),
        ],
      },
      { heading: "guardian", shown: whenFact("isMinor") },
      {
        group: "guardian",
        shown: whenFact("isMinor"),
        parts: [text("name"), text("idNo"), phone("phone"), text("address")],
      },
      { heading: "agent" },
      yesNo("throughAgent", { optional }),
      { group: "agent", shown: when("throughAgent", true), parts: [text("name"), text("contact")] },
      { heading: "criminalRecord" },
      tick("criminalRecordConsent"),
      yesNo("criminalRecord", { optional, shown: when("criminalRecordConsent", true) }),
      paragraphs("criminalRecordDetails", {
        shown: (...all) => when("criminalRecordConsent", true)(...all) && when("criminalRecord", true)(...all),
      }),
    ],
  },
  {
    name: "contact_information",
    parts: [
      { heading: "home" },
      { group: "home", parts: ADDRESS },
      yesNo("sameAddress"),
      { heading: "current", shown: when("sameAddress", false) },
      { group: "current", shown: when("sameAddress", false), parts: ADDRESS },
      { heading: "reach" },
      email("email", { autocomplete: "email" }),
      phone("mobile", { autocomplete: "tel" }),
      phone("phone", { optional }),
      text("wechat", { optional }),
      text("whatsapp", { optional }),
      text("qq", { optional }),
      { heading: "letter" },
      radios("admissionDelivery", "admissionDelivery"),
      {
        group: "receiver",
        shown: when("admissionDelivery", "post"),
        parts: [text("name"), phone("mobile"), { group: "address", parts: ADDRESS }],
      },
    ],
  },
];

/** The section of this name. */
export function sectionOf(name: string): SectionSpec<SectionName> {
  const found = SECTIONS.find((section) => section.name === name);
  if (!found) throw new Error(`no section ${name}`);
  return found;
}
