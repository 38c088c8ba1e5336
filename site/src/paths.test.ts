import ts from "typescript";
import { expect, test } from "vitest";
import { onTheWayTo, paths, safeNext, withQuery } from "./paths";
import { isTest, source, SOURCES } from "./testing/sources";

test.each([
  "https://elsewhere.example.org/",
  "//elsewhere.example.org",
  "/\\elsewhere.example.org",
  "javascript:1",
  "",
  "/sign-in",
  "/sign-in?next=%2Fsign-in",
  "/sign-in/",
  "/console/sign-in#name",
])("sign_in_does_not_lead_to_%s", (next) => {
  expect(safeNext(next, "/applications")).toBe("/applications");
});

test("sign_in_leads_to_a_page_whose_name_begins_like_it", () => {
  expect(safeNext("/sign-ins", "/applications")).toBe("/sign-ins");
});

test("sign_in_leads_back_to_where_one_came_from", () => {
  expect(safeNext("/programmes/prg_1?intake=2027-autumn", "/applications")).toBe(
    "/programmes/prg_1?intake=2027-autumn",
  );
});

test("a_path_is_filled_in_and_says_where_it_is_narrowed_and_where_it_leads_on", () => {
  expect(paths.guide({ programmeId: "prg_1", version: "2" })).toBe("/programmes/prg_1/guides/2");
  expect(withQuery(paths.reviews, {})).toBe("/console/reviews");
  expect(withQuery(paths.reviews, { queue: "mine" })).toBe("/console/reviews?queue=mine");
  expect(onTheWayTo("/account?a=b", paths.signIn)).toBe("/sign-in?next=%2Faccount%3Fa%3Db");
});

type Paths = { [name: string]: string | { pattern: string } | Paths };

/** Every path by its name; where something varies, its pattern. */
function patterns(some: Paths): Record<string, string> {
  const entries = Object.entries(some).map(([name, path]): [string, string][] => {
    if (typeof path === "string") return [[name, path]];
    if (typeof path === "function") return [[name, (path as { pattern: string }).pattern]];
    return Object.entries(patterns(path as Paths)).map(([inner, pattern]) => [`${name}.${inner}`, pattern]);
  });
  return Object.fromEntries(entries.flat());
}

test("no_path_changes_unseen", () => {
  // Mails, bookmarks and other sites lead to these.
  expect(patterns(paths)).toMatchInlineSnapshot(`
    {
      "account": "/account",
      "activate": "/activate",
      "appeal": "/applications/:applicationId/appeal",
      "applicants": "/console/applicants",
      "application": "/applications/:applicationId",
      "applications": "/applications",
      "authenticator": "/account/authenticator",
      "board": "/console/board",
      "catalogue": "/console/catalogue",
      "checkRegistration": "/registrations/:registrationId/check",
      "claimStudentRecord": "/claim-student-record",
      "colleague": "/console/staff/:accountId",
      "comparison": "/console/reviews/:reviewId/comparison",
      "confirmContactEmail": "/confirm-contact-email",
      "confirmEmail": "/confirm-email",
      "confirmRegistrationEmail": "/confirm-registration-email",
      "console": "/console",
      "deadlineReview": "/console/reviews/:reviewId/deadline",
      "deletion": "/account/deletion",
      "deletionReceipt": "/deletion-receipt",
      "documents": "/applications/:applicationId/documents",
      "email": "/account/email",
      "export": "/account/export",
      "forgottenPassword": "/forgotten-password",
      "guide": "/programmes/:programmeId/guides/:version",
      "home": "/",
      "invitation": "/invitation",
      "invite": "/console/staff/invite",
      "letter": "/registrations/:registrationId/letter",
      "letterReview": "/console/reviews/:reviewId/letter",
      "letterSettings": "/console/letters/settings",
      "letters": "/console/letters",
      "myDates": "/my-dates",
      "notices": "/notices",
      "password": "/account/password",
      "payment": "/applications/:applicationId/payment",
      "permitReview": "/console/reviews/:reviewId/permit",
      "preferences": "/account/preferences",
      "programme": "/programmes/:programmeId",
      "programmes": "/programmes",
      "recoveryCodes": "/account/recovery-codes",
      "register": "/register",
      "registered": "/registered",
      "registration": "/registration",
      "registrationForm": "/registrations/:registrationId",
      "registrationReview": "/console/reviews/:reviewId/registration",
      "resendActivation": "/resend-activation",
      "resetPassword": "/reset-password",
      "restart": "/applications/:applicationId/restart",
      "review": "/console/reviews/:reviewId",
      "reviewAndSubmit": "/applications/:applicationId/review",
      "reviews": "/console/reviews",
      "revision": "/console/reviews/:reviewId/revision",
      "roster": "/console/roster",
      "sections.additional_information": "/applications/:applicationId/additional-information",
      "sections.basic_information": "/applications/:applicationId/basic-information",
      "sections.contact_information": "/applications/:applicationId/contact-information",
      "sections.education_and_employment": "/applications/:applicationId/education-and-employment",
      "sections.study_plan": "/applications/:applicationId/study-plan",
      "semesters": "/console/semesters",
      "services": "/services",
      "sessions": "/account/sessions",
      "signIn": "/sign-in",
      "signIns": "/account/sign-ins",
      "staff": "/console/staff",
      "staffSignIn": "/console/sign-in",
      "student": "/console/students/:studentId",
      "students": "/console/students",
      "universitySignIn": "/sign-in/university",
      "unknownNumber": "/console/student-numbers/:reviewId",
      "verifyLetter": "/verify-letter",
      "withdrawal": "/applications/:applicationId/withdrawal",
    }
  `);
});

/** The string that a literal begins with; undefined for what is none. */
function beginning(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.head.text : undefined;
}

/** The strings that go on what something else began: after a span of a template, after a plus. */
function continuations(node: ts.Node): string[] {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ literal }) => literal.text);
  const isSum = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
  return isSum ? [beginning(node.right) ?? ""] : [];
}

/** Whether a literal stands where only an address of the site can: in `href`, `go(…)`, `page(…)` and their like. */
function leadsSomewhere(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent)) return /^(href|path)$/.test(parent.name.getText());
  if (ts.isJsxExpression(parent) || ts.isConditionalExpression(parent)) return leadsSomewhere(parent);
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  return /^(go|goWith|handOver|page|withQuery|withField)$/.test(parent.expression.getText());
}

/** The paths, and the ends of paths, that a file spells out. */
function spelledOut(file: string, text: string): string[] {
  const words = Object.values(patterns(paths)).map((path) => path.split("/").slice(1));
  const first = new Set(words.map(([word = ""]) => word));
  const any = new Set(words.flat().filter((word) => !word.startsWith(":")));
  const wordOf = (path: string) => path.split(/[/?#]/)[1] ?? "";
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const start = beginning(node);
    if (start?.startsWith("/") && (leadsSomewhere(node) || (start !== "/" && first.has(wordOf(start))))) {
      found.push(`${file}: ${start}`);
    }
    const ends = continuations(node).filter((end) => end.startsWith("/") && any.has(wordOf(end)) && end !== "/");
    found.push(...ends.map((end) => `${file}: …${end}`));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

test("no_other_file_spells_out_a_path", () => {
  const files = SOURCES.filter((file) => !isTest(file) && !/^(paths|api\/schema)\.ts$/.test(file));
  expect(files.flatMap((file) => spelledOut(file, source(file)))).toEqual([]);
});

test.each([
  ["go('/account')", "/account"],
  ["const link = <a href='/elsewhere' />", "/elsewhere"],
  ["const path = `/console/reviews/${id}`", "/console/reviews/"],
  ["const path = `${paths.review({ reviewId })}/revision`", "…/revision"],
  ["const path = `${of(id)}/guides/${version}`", "…/guides/"],
  ["const path = base + '/payment?order=1'", "…/payment?order=1"],
])("a_path_in_one_piece_or_in_parts_is_seen_in_%s", (text, path) => {
  expect(spelledOut("file.tsx", text)).toEqual([`file.tsx: ${path}`]);
});
