/** Every text of the site in English. `zh.ts` has the same keys; TypeScript sees to it. */
export const en = {
  service: "Sojourn",
  skipToContent: "Skip to main content",
  chooseLanguage: "Language",
  loading: "Loading…",
  tryAgain: "Try again",
  back: "Back",
  next: "Next",
  change: "Change",
  choose: "Choose",
  showMore: "Show more",
  notGiven: "Not given",

  navigation: {
    label: "Main",
    programmes: "Programmes",
    applications: "My applications",
    notices: "Notices",
    signIn: "Sign in",
    register: "Register",
    reviews: "Reviews",
    staffSignIn: "Staff sign-in",
    signedInAs: (userName: string) => `Signed in: ${userName}`,
    signOut: "Sign out",
  },

  footer: {
    office: "Questions? Write to the Admissions Office for International Students:",
    email: "admissions@example.org",
    phone: "or call +86 000 0000 0000",
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

  signIn: {
    title: "Sign in",
    name: "User name or e-mail address",
    password: "Password",
    totp: "Code of your authenticator app",
    totpHint: "Six digits",
    submit: "Sign in",
    nameMissing: "Enter your user name or e-mail address",
    passwordMissing: "Enter your password",
    totpMissing: "Enter the code of your authenticator app",
    useConsole: "Staff sign in here",
    ended: "You have been signed out. Sign in again; what you saved is still there.",
    newHere: "New here?",
    newHereText: "You need an account before you can apply. It takes a few minutes.",
  },

  agreement: {
    title: "Registration Agreement",
    version: (version: string) =>
      `Version of ${version}. Read the terms carefully. Only when you accept them can you register.`,
    articles: [
      {
        title: "1. Your account",
        text: "You register for yourself, with true information and an e-mail address that you can read. You keep your password to yourself.",
      },
      {
        title: "2. What we use your data for",
        text: "We use what you enter and upload to decide on your application and, if you are admitted, to prepare your studies and your visa papers. Nobody else receives it, unless the law asks for it.",
      },
      {
        title: "3. Truth of what you submit",
        text: "What you enter must agree with your passport and your documents. Forged or false documents end the application, and a fee paid is not returned.",
      },
      {
        title: "4. The application fee",
        text: "Where a fee is due, it is paid after submission and is not returned, whatever the decision.",
      },
      {
        title: "5. Your rights",
        text: "You may see and correct your data, and ask for it to be deleted, by writing to the Admissions Office for International Students.",
      },
    ],
    accept: "Accept",
    close: "Close without registering",
  },

  register: {
    title: "Register",
    allCompulsory: "All fields are compulsory.",
    labels: {
      userName: "User name",
      email: "E-mail address",
      password: "Password",
      passwordConfirmation: "Confirm password",
    },
    hints: {
      userName: "4 to 32 letters, digits, dots, hyphens or underscores",
      email: "Use your real address: the activation link goes there, and it is the only way to retrieve your password",
      password: "",
      passwordConfirmation: "",
    },
    errors: {
      userName: "Enter a user name of 4 to 32 letters, digits, dots, hyphens or underscores",
      email: "Enter an e-mail address like name@example.org",
      password: "Enter a password that keeps all the rules below",
      passwordConfirmation: "Enter the same password again",
    },
    submit: "Register",
    close: "Close",
  },

  password: {
    show: "Show password",
    hide: "Hide password",
    showShort: "Show",
    hideShort: "Hide",
    rulesHeading: "The password must have:",
    strength: (strength: string) => `Password strength: ${strength}`,
    strengths: { weak: "weak", fair: "not enough yet", good: "good", strong: "strong" },
    rules: {
      length: "at least 8 characters",
      upper: "an upper-case letter (A-Z)",
      lower: "a lower-case letter (a-z)",
      digit: "a digit (0-9)",
      personal: "neither your user name nor the name of your e-mail address in it",
    },
    met: "(met)",
  },

  challenge: {
    working: "Checking that you are not a program. Your device calculates for a moment; you can go on typing.",
    solved: "The check is done: you are not a program.",
    failed: "The check did not succeed. You need a connection for it.",
  },

  registered: {
    title: "Check your mail",
    lead: "If these details can be used, we have sent you an e-mail with your user name and a link that activates your account.",
    notes: [
      "The mail can take a few minutes. Look into the spam folder too.",
      "The link works once and runs out after a day.",
      "Without activation the account cannot be used.",
    ],
  },

  activate: {
    title: "Activating your account",
    done: "Your account is active",
    userName: (userName: string) => `Your user name is ${userName}. You can sign in now.`,
    codeMissing:
      "This link is not complete. Open it again from the mail, in full. If you have activated already, just sign in.",
  },

  programmes: {
    title: "Find a programme",
    steps: {
      intake: {
        title: "When do you want to begin?",
        label: "Intake",
        missing: "Choose an intake",
      },
      fundingCategory: {
        title: "Who pays for your studies?",
        label: "Funding category",
        missing: "Choose a funding category",
      },
      admissionType: {
        title: "What do you want to be admitted as?",
        label: "Admission type",
        missing: "Choose an admission type",
      },
    },
    openUntil: (day: string) => `Apply until ${day}`,
    closedSince: (day: string) => `Closed on ${day}`,
    department: "Department",
    anyDepartment: "All departments",
    teachingLanguage: "Teaching language",
    anyLanguage: "All languages",
    teachingLanguages: {
      chinese: "Chinese",
      english: "English",
      both: "Chinese and English",
      other: "Another language",
    },
    text: "Name, major or research area",
    find: "Find",
    results: "Programmes",
    count: (count: number, more: boolean) =>
      more
        ? `The first ${count} programmes`
        : count === 0
          ? "No programme fits. Try with fewer conditions."
          : count === 1
            ? "1 programme"
            : `${count} programmes`,
    major: "Major",
    researchArea: "Research area",
    duration: "Duration",
    months: (months: number) =>
      months % 12 === 0 ? (months === 12 ? "1 year" : `${months / 12} years`) : `${months} months`,
    fee: "Application fee",
    feeWaived: "No fee",
    feeByCategory: "Depends on the funding category",
    closes: "Apply by",
    apply: "Apply",
    closed: "Closed",
  },

  programme: {
    title: "Programme",
    backToSearch: "Back to the programmes",
    guide: "Application Guide",
    guideFrom: (publisher: string, day: string, version: string) =>
      `${publisher}, published on ${day}, version ${version}`,
    requirements: "Requirements",
    documents: "Documents",
    deadline: "Deadline",
    warning: "Warning",
    warningText: "Read the guide carefully. Failure to meet the requirements may affect your application progress.",
    checklist: "Documents to upload",
    required: "compulsory",
    optional: "optional",
    agreeText: "By going on you confirm that you have read the Application Guide and agree to it.",
    agree: "Agree and continue",
    signInFirst: "To apply you need an account.",
    signInAndApply: "Sign in and apply",
    chooseFirst: "Choose funding category and admission type to apply",
    closed: "Applications for this programme are closed.",
  },

  applications: {
    title: "My applications",
    none: "You have not started an application yet.",
    start: "Start application",
    submitted: "Submitted",
    changed: "Last changed",
  },

  notices: {
    title: "Notices",
    latest: "Latest notices",
    all: "All notices",
    none: "There are no notices yet.",
  },

  states: {
    draft: "Draft",
    fee_due: "Fee to be paid",
    ready_for_review: "With the university",
    accepted: "Accepted",
    declined: "Declined",
  },

  application: {
    title: "Application",
    backToHome: "My applications",
    backToTasks: "Back to the application",
    tasks: "What is to be done",
    decision: "Decision",
    outcomes: { accept: "You are accepted", decline: "You are not accepted" },
    stateTexts: {
      draft: "Complete the tasks below and submit. Until then you can change everything; it is saved as you go.",
      fee_due: "Submitted. Applications without the application fee paid will not be processed: please pay it now.",
      ready_for_review:
        "Submitted and complete. Staff of the university will look at it; you are told as soon as they have decided.",
      accepted: "The university has accepted your application.",
      declined: "The university has declined your application.",
    },
    locked: "The application is submitted and can no longer be changed. For a correction, write to the office.",
  },

  tasks: {
    toDo: "To do",
    done: "Done",
    paid: "Paid",
    notYet: "Not yet",
    basicInformationHint: "Name, nationality, passport, education",
    documentsHint: "As the guide of the programme asks",
    submitHint: "Read everything once more and submit",
    paymentHint: "After submission",
    decisionHint: "By the university, after payment",
  },

  basicInformation: {
    title: "Basic information",
    asInPassport:
      "Name, gender, date and place of birth, nationality and passport number must agree with your passport. Otherwise the visa application may be affected.",
    nameHeading: "Your name",
    personHeading: "About you",
    passportHeading: "Your passport",
    educationHeading: "Your education",
    labels: {
      familyName: "Family name",
      givenName: "Given name",
      chineseName: "Chinese name (optional)",
      gender: "Gender",
      birthDate: "Date of birth",
      nationality: "Nationality",
      birthCountry: "Country or region of birth",
      birthPlace: "Place of birth",
      maritalStatus: "Marital status",
      nativeLanguage: "Native language",
      passportType: "Kind of passport",
      passportNo: "Passport number",
      passportExpiry: "Passport valid until",
      highestEducation: "Highest level of education completed",
      highestInstitution: "Institution where you completed it",
    },
    hints: {
      familyName: "As in the passport, in Latin letters",
      givenName: "As in the passport, in Latin letters",
      chineseName: "In Chinese characters, if you have one",
      gender: "",
      birthDate: "For example, 31 3 2004",
      nationality: "",
      birthCountry: "",
      birthPlace: "City or town, as in the passport",
      maritalStatus: "",
      nativeLanguage: "",
      passportType: "Only an ordinary passport can be accepted",
      passportNo: "",
      passportExpiry: "At least one more year. For example, 30 9 2031",
      highestEducation: "",
      highestInstitution: "",
    },
    noFamilyName: "My passport has no family name",
    noGivenName: "My passport has no given name",
    genders: { male: "Male", female: "Female", unspecified: "Unspecified (X)" },
    maritalStatuses: {
      single: "Single",
      married: "Married",
      divorced: "Divorced",
      widowed: "Widowed",
      unspecified: "Prefer not to say",
    },
    educations: {
      elementary: "Elementary school",
      junior_high: "Junior high school",
      senior_high: "Senior high school",
      technical_secondary: "Technical secondary school",
      vocational_college: "Vocational college",
      bachelor: "Bachelor",
      master: "Master",
      doctorate: "Doctorate",
    },
    passportTypes: {
      ordinary: "Ordinary passport",
      service: "Service passport",
      public_affairs: "Passport for public affairs",
      diplomatic: "Diplomatic passport",
      border_pass: "Border pass",
      other: "Another document",
    },
    saveAndNext: "Save and next",
    saveDraft: "Save draft",
    loadNewer: "Load the newer version",
  },

  saveStates: {
    untouched: "",
    unsaved: "Changes are saved in a moment.",
    saving: "Saving…",
    saved: "All changes are saved.",
    refused: "Not saved. The message at the top of the page says why.",
    failed: "Not saved yet: no connection. It is tried again; keep this page open.",
  },

  documents: {
    title: "Documents",
    lead: "Choose a file for each entry. It is sent at once and checked within moments; you can go on with the next one.",
    formatSeparator: ", ",
    takes: (formats: string, size: string) => `${formats}, up to ${size}.`,
    photoHint: "An official, upright ID photo of at least 300 × 420 pixels.",
    choose: "Choose a file",
    addAnother: "Add another file",
    replace: "Replace the file",
    sending: (name: string, percent: number) => `Sending ${name}: ${percent} %`,
    states: { clean: "Accepted", refused: "Refused", checking: "Being checked", missing: "Did not arrive" },
    neverArrived: "This file did not arrive in full. Choose it again.",
    wrongType: (formats: string) => `This kind of file is not taken here. Choose: ${formats}.`,
    tooLarge: (size: string) => `The file is too large. It may have up to ${size}.`,
    emptyFile: "The file is empty.",
    lineBroke: "The connection broke off. Try again: the file is sent anew.",
    linkRefused: "The upload link was refused or has run out. Try again: a new link is asked for.",
    continue: "Continue",
  },

  slotNames: {
    passport_page: "Passport page",
    photo: "ID photo",
    diploma: "Diploma",
    transcript: "Transcript",
    study_plan: "Study plan",
    physical_examination: "Physical examination record",
    english_certificate: "English test report",
    chinese_certificate: "HSK score report",
    financial_guarantee: "Proof of financial support",
    recommendation_letter: "Letter of recommendation",
    research_proposal: "Research proposal",
    portfolio: "Portfolio",
    nomination_letter: "Nomination letter",
  },

  review: {
    title: "Check and submit",
    missing: "Before you can submit, complete:",
    declarationHeading: "Declaration",
    lockNote: "After submission you can no longer change the application.",
    declaration: "I declare that all that I have entered and uploaded is true and correct",
    declarationMissing: "Confirm the declaration before you submit",
    submit: "Submit application",
  },

  payment: {
    title: "Application fee",
    lead: "Pay the fee now: applications without the application fee paid will not be processed. The fee is not returned.",
    amount: "Amount",
    method: "Payment method",
    wechatPay: "WeChat Pay",
    start: "Pay with WeChat Pay",
    newCode: "Get a new code",
    nothing: {
      not_due: "There is nothing to pay yet: submit the application first.",
      waived: "There is no fee for this application.",
    },
    scan: "Scan to pay",
    codeLabel: "QR code for WeChat Pay",
    scanSteps: [
      "Open WeChat on your phone and choose Scan.",
      "Scan this code. If this page is open on the same phone, open it on a second screen.",
      "Confirm the payment in WeChat.",
    ],
    codeUntil: "The code can be used until",
    waiting: "Waiting for the payment. This page notices it by itself.",
    paid: "Fee paid",
    paidAt: "Paid",
    afterwards: "Your application now goes to the staff of the university. You are told as soon as they have decided.",
  },

  notFound: {
    title: "Page not found",
    text: "There is nothing at this address, or it is not yours to see.",
    home: "Go to the start page",
  },

  console: {
    name: "Staff console",
    signInTitle: "Staff sign-in",
    queueTitle: "Applications to review",
    queueCount: (count: number, more: boolean) =>
      more
        ? `The first ${count} reviews`
        : count === 0
          ? "Nothing is waiting."
          : count === 1
            ? "1 review"
            : `${count} reviews`,
    refresh: "Refresh",
    applicant: "Applicant",
    programme: "Programme",
    waitingSince: "Waiting since",
    findings: "Findings",
    noFindings: "None",
    findingNames: {
      fee_unsettled: "Fee not settled",
      passport_expired: "Passport expires before the studies begin",
      passport_expiring: "Passport expires soon",
      document_missing: "Document missing",
      document_not_clean: "Document not accepted",
    },
    claim: "Claim",
    free: "Free",
    closed: "Closed",
    claimedByYou: "Claimed by you",
    claimedBy: (name: string) => `Claimed by ${name}`,
    reviewTitle: "Review",
    backToQueue: "Back to the queue",
    takeClaim: "Claim this review",
    claimUntil: "It is yours until",
    release: "Release",
    inOtherHands: "A colleague is working on this review.",
    newTab: "(opens in a new tab)",
    linksShortLived: "The links work for a few minutes.",
    renewLinks: "Renew the links",
    decideHeading: "Decision",
    claimFirst: "Claim the review to decide.",
    outcome: "Outcome",
    outcomeMissing: "Choose an outcome",
    outcomes: { accept: "Accept", decline: "Decline" },
    reason: "Reason (optional)",
    reasonHint: "For the record; the applicant does not see it.",
    reasons: {
      requirements_met: "All that the guide asks for is fulfilled",
      requirements_not_met: "Something that the guide asks for is not fulfilled",
      documents_not_sufficient: "The documents do not show what they must",
      no_place_left: "There is no place left",
      other: "Something else",
    },
    note: "Note to the applicant (optional)",
    noteHint: "The applicant reads it as you write it.",
    decide: "Decide",
    decided: "The decision is made",
    decidedBy: "Decided by",
    decidedAt: "Decided",
  },
};

export type Texts = typeof en;
