import type { WaitUnit } from "../../domain/wait";

/** What the frame and the parts that every room uses say, in English. `zh.ts` has the same keys; TypeScript sees to it. */
export const texts = {
  service: "Sojourn",
  skipToContent: "Skip to main content",
  chooseLanguage: "Language",
  loading: "Loading…",
  tryAgain: "Try again",
  back: "Back",
  next: "Next",
  change: "Change",
  save: "Save",
  choose: "Choose",
  showMore: "Show more",
  notGiven: "Not given",
  consoleName: "Staff console",

  navigation: {
    label: "Main",
    programmes: "Programmes",
    applications: "My applications",
    notices: "Notices",
    signIn: "Sign in",
    register: "Register",
    reviews: "Reviews",
    services: "Services",
    registration: "Semester registration",
    roster: "Roster",
    students: "Students",
    semesters: "Semesters",
    board: "Board",
    letters: "Letters",
    staffSignIn: "Staff sign-in",
    applicants: "Applicants",
    catalogue: "Catalogue",
    staff: "Staff",
    signedInAs: "Your account:",
    account: "Account",
    changePassword: "Change password",
    sessions: "Where you are signed in",
    signOut: "Sign out",
    unread: (count: number) => `(${count} new)`,
  },

  footer: {
    office: "Questions? Write to the Admissions Office for International Students:",
    orCall: "or call",
    times: "Times are shown in Beijing time and, where it differs, in your own.",
    forStaff: "For staff",
    forApplicants: "For applicants",
  },

  errors: {
    titlePrefix: "Error",
    summary: "There is a problem",
    noConnection: "The service could not be reached. Check your connection and try again. What you saved is safe.",
    unexpected: "Something went wrong. Try again in a moment.",
    pageDidNotArrive: "This page did not arrive",
    inField: (label: string, detail: string) => `${label}: ${detail}`,
    wait: (amount: number, unit: WaitUnit) =>
      `You can try again in ${amount} ${{ second: "s", minute: "min", hour: "h", day: "days" }[unit]}. You can go on using the page.`,
    waited: "You can try again now.",
    email: "Enter an e-mail address like name@example.org",
  },

  dates: {
    day: "Day",
    month: "Month",
    year: "Year",
    beijing: (time: string) => `${time} (Beijing time)`,
    own: (time: string, zone: string) => `${time} (your time, ${zone})`,
  },

  home: {
    title: "Apply to study in China",
    lead: "Choose a programme, send your application and your documents, pay the fee and follow the decision: all in one place, in English or Chinese, also on a phone.",
    seeProgrammes: "Find a programme",
    register: "Register",
    signIn: "Sign in",
    toApplications: "Go to my applications",
    isStudent: "You study here already? Go to your student record",
    howHeading: "How it works",
    steps: [
      {
        title: "Register",
        text: "Create an account with a real e-mail address and activate it by the link we send you.",
      },
      {
        title: "Choose and apply",
        text: "Find your programme, read its guide, fill in the form and upload your documents. Your draft is saved as you go.",
      },
      {
        title: "Pay the fee",
        text: "After you submit, pay the application fee. Only paid applications are looked at.",
      },
      { title: "Follow the decision", text: "You are told by e-mail and here as soon as staff have decided." },
    ],
    needHeading: "Have at hand",
    need: [
      "your ordinary passport, valid for at least one more year",
      "an official ID photo with a white or blue background (JPEG)",
      "the documents named in the guide of your programme",
    ],
  },

  banners: {
    label: "About your account",
    emailTrouble: {
      bounced: (email: string) => `Our mails to ${email} come back. Give us an address that you can read.`,
      complained: (email: string) =>
        `Our mails to ${email} were reported as spam, so we have stopped sending them. Give us an address where you want them.`,
    },
    changeEmail: "Change e-mail address",
    emailOfRoster: (email: string) =>
      `Your e-mail address, ${email}, is what the university's roster says, and is not confirmed yet. Until you confirm it, or another one, you cannot sign in with it or get a password by mail.`,
    confirmEmail: "Confirm the e-mail address",
    deletion: "Your account will be deleted on",
    takeBack: "Keep my account",
    deletionHeld: "Your account cannot be deleted yet.",
  },

  links: {
    incomplete: "This link is not complete. Open it again from the mail, in full.",
  },

  done: {
    password_chosen: "Your new password is saved. Sign in with it.",
    password_changed: "Your password is changed. You stay signed in here and are signed out everywhere else.",
    email_confirmed: "Your new e-mail address is confirmed. Sign in again.",
    sessions_ended: "You are signed out everywhere.",
    account_made: "Your account is ready. Sign in with your password and a new code of your authenticator app.",
    preferences_saved: "Your settings are saved.",
    authenticator_changed: "Your new authenticator app is set up. The old one no longer works.",
    codes_renewed: "You have new recovery codes. The old ones no longer work.",
    invited: "The invitation is on its way. Its link works for three days.",
    account_closed: "The account is closed.",
    application_withdrawn: "You have withdrawn the application.",
    appealed: "Your appeal has been sent.",
    registration_submitted: "Your registration has been submitted for review.",
    resubmitted: "Your revised application has been sent.",
    revision_requested: "The request is sent. The applicant is told by e-mail and here.",
  },

  password: {
    show: "Show password",
    hide: "Hide password",
    showShort: "Show",
    hideShort: "Hide",
  },

  roles: {
    heading: "Roles",
    none: "None",
    separator: ", ",
    names: {
      reviewer: "Reviewer",
      finance: "Finance",
      visa_officer: "Visa officer",
      registrar: "Registrar",
      administrator: "Administrator",
      viewer: "Viewer",
    },
  },

  signInLog: {
    title: "Sign-in log",
    lead: "Sign-ins of the last 180 days, tries that failed among them. If you do not know one that succeeded:",
    none: "There is no entry yet.",
    at: "When",
    outcome: "What happened",
    device: "Device",
    address: "Network address",
    outcomes: {
      signed_in: "Signed in",
      signed_in_at_university: "Signed in with the university account",
      wrong_password: "Wrong password",
      code_missing: "Right password, no code",
      wrong_code: "Right password, wrong code",
      temporary_password: "Temporary password",
      not_activated: "Not activated yet",
    },
    unknownDevice: "Unknown device",
  },

  recoveryCodes: {
    title: "Recovery codes",
    left: (count: number) => (count === 1 ? "1 code is left." : `${count} codes are left.`),
    renew: "Make new codes",
  },

  states: {
    draft: "Draft",
    fee_due: "Fee to be paid",
    ready_for_review: "With the university",
    revision_requested: "To be revised",
    waitlisted: "On the waiting list",
    accepted: "Accepted",
    declined: "Declined",
    withdrawn: "Withdrawn",
  },

  student: {
    number: "Student number",
    formerNumber: "Former number",
    name: "Name",
    chineseName: "Chinese name",
    state: "State",
    programme: "Programme",
    cohort: "Cohort",
    period: "Study period",
    until: (from: string, to: string) => `${from} to ${to}`,
    states: {
      admitted: "Admitted",
      enrolled: "Enrolled",
      suspended: "On leave",
      left: "Left",
      revoked: "Admission ended",
    },
  },

  application: {
    backToTasks: "Back to the application",
    documents: "Documents",
    submitted: "Submitted",
    fee: "Application fee",
    feeWaived: "No fee",
    intake: "Intake",
    fundingCategory: "Funding category",
    admissionType: "Admission type",
  },

  notFound: {
    title: "Page not found",
    text: "There is nothing at this address, or it is not yours to see.",
    home: "Go to the start page",
  },
};

export type Texts = typeof texts;
