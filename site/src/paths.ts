/** The names of what varies in a pattern: "/applications/:applicationId" has "applicationId". */
type NamesIn<Pattern extends string> = Pattern extends `${infer Part}/${infer Rest}`
  ? NamesIn<Part> | NamesIn<Rest>
  : Pattern extends `:${infer Name}`
    ? Name
    : never;

/** What varies in a pattern, by its names. */
export type ParametersOf<Pattern extends string> = { [Name in NamesIn<Pattern>]: string };

/** Makes the path of one of many pages, and knows the pattern that they follow. */
export interface PathTo<Pattern extends string = string> {
  (parameters: ParametersOf<Pattern>): string;
  readonly pattern: Pattern;
}

function oneOf<const Pattern extends string>(pattern: Pattern): PathTo<Pattern> {
  const fill = (parameters: Readonly<Record<string, string>>) =>
    pattern.replace(/:(\w+)/g, (_, name: string) => parameters[name] ?? "");
  return Object.assign(fill, { pattern });
}

/** The path of every page. Links, moves and the table of routes are made from these; no other file spells one out. */
export const paths = {
  home: "/",

  signIn: "/sign-in",
  /** Where the university leads back to. */
  universitySignIn: "/sign-in/university",
  register: "/register",
  registered: "/registered",
  activate: "/activate",
  resendActivation: "/resend-activation",
  forgottenPassword: "/forgotten-password",
  resetPassword: "/reset-password",
  confirmEmail: "/confirm-email",
  confirmContactEmail: "/confirm-contact-email",
  invitation: "/invitation",
  deletionReceipt: "/deletion-receipt",

  account: "/account",
  preferences: "/account/preferences",
  password: "/account/password",
  email: "/account/email",
  sessions: "/account/sessions",
  signIns: "/account/sign-ins",
  export: "/account/export",
  deletion: "/account/deletion",
  authenticator: "/account/authenticator",
  recoveryCodes: "/account/recovery-codes",

  programmes: "/programmes",
  programme: oneOf("/programmes/:programmeId"),
  guide: oneOf("/programmes/:programmeId/guides/:version"),

  services: "/services",
  registration: "/registration",
  /** The form of a semester. */
  registrationForm: oneOf("/registrations/:registrationId"),
  checkRegistration: oneOf("/registrations/:registrationId/check"),
  confirmRegistrationEmail: "/confirm-registration-email",
  letter: oneOf("/registrations/:registrationId/letter"),
  verifyLetter: "/verify-letter",
  claimStudentRecord: "/claim-student-record",
  myDates: "/my-dates",

  notices: "/notices",
  applications: "/applications",
  application: oneOf("/applications/:applicationId"),
  /** The steps of the form, by the names that the API has for them. */
  sections: {
    basic_information: oneOf("/applications/:applicationId/basic-information"),
    study_plan: oneOf("/applications/:applicationId/study-plan"),
    education_and_employment: oneOf("/applications/:applicationId/education-and-employment"),
    additional_information: oneOf("/applications/:applicationId/additional-information"),
    contact_information: oneOf("/applications/:applicationId/contact-information"),
  },
  documents: oneOf("/applications/:applicationId/documents"),
  reviewAndSubmit: oneOf("/applications/:applicationId/review"),
  payment: oneOf("/applications/:applicationId/payment"),
  withdrawal: oneOf("/applications/:applicationId/withdrawal"),
  restart: oneOf("/applications/:applicationId/restart"),
  appeal: oneOf("/applications/:applicationId/appeal"),

  console: "/console",
  staffSignIn: "/console/sign-in",
  reviews: "/console/reviews",
  review: oneOf("/console/reviews/:reviewId"),
  registrationReview: oneOf("/console/reviews/:reviewId/registration"),
  letterReview: oneOf("/console/reviews/:reviewId/letter"),
  permitReview: oneOf("/console/reviews/:reviewId/permit"),
  letters: "/console/letters",
  letterSettings: "/console/letters/settings",
  revision: oneOf("/console/reviews/:reviewId/revision"),
  comparison: oneOf("/console/reviews/:reviewId/comparison"),
  deadlineReview: oneOf("/console/reviews/:reviewId/deadline"),
  applicants: "/console/applicants",
  roster: "/console/roster",
  students: "/console/students",
  student: oneOf("/console/students/:studentId"),
  unknownNumber: oneOf("/console/student-numbers/:reviewId"),
  semesters: "/console/semesters",
  board: "/console/board",
  catalogue: "/console/catalogue",
  staff: "/console/staff",
  invite: "/console/staff/invite",
  colleague: oneOf("/console/staff/:accountId"),
} as const;

/** A path with what narrows its page down. */
export function withQuery(path: string, query: URLSearchParams | Record<string, string>): string {
  const text = new URLSearchParams(query).toString();
  return text === "" ? path : `${path}?${text}`;
}

/** A path that leads to a field or a part of its page. */
export const withField = (path: string, id: string) => `${path}#${id}`;

/** Where somebody signs in. */
export const signInOf = (kind: "applicant" | "staff") => (kind === "staff" ? paths.staffSignIn : paths.signIn);

/** The way to `path`, a sign-in or what leads to one, from where the reader shall be led on to `next`. */
export const onTheWayTo = (next: string, path: string) => `${path}?next=${encodeURIComponent(next)}`;

/** Where to go after sign-in: only ever a page of this site, and none that asks to sign in. */
export function safeNext(next: string | null, otherwise: string): string {
  if (next === null || !/^\/(?![/\\])/.test(next)) return otherwise;
  const [page = ""] = next.split(/[?#]/);
  const asksToSignIn = [paths.signIn, paths.staffSignIn].some((path) => page === path || page.startsWith(`${path}/`));
  return asksToSignIn ? otherwise : next;
}

/** Whether a page is of the console, also one that does not exist. */
export const isOfConsole = (path: string) => path.startsWith(paths.console);
