/** What the pages of applicants say, from finding a programme to the decision, in English. `zh.ts` has the same keys; TypeScript sees to it. */
export const texts = {
  programmes: {
    title: "Find a programme",
    steps: {
      intake: {
        title: "When do you want to begin?",
        missing: "Choose an intake",
      },
      fundingCategory: {
        title: "Who pays for your studies?",
        missing: "Choose a funding category",
      },
      admissionType: {
        title: "What do you want to be admitted as?",
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
    onlyOpen: "Only those open now",
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
    agreeText: "By going on you confirm that you have read the Application Guide and agree to it.",
    agree: "Agree and continue",
    signInFirst: "To apply you need an account.",
    signInAndApply: "Sign in and apply",
    chooseFirst: "Choose funding category and admission type to apply",
    closed: "Applications for this programme are closed.",
    seats: "Places",
    seatsLeft: (left: number, total: number) =>
      left === 0
        ? `None of ${total} is left; you can apply for the waiting list`
        : `${left} of ${total} ${left === 1 ? "is" : "are"} left`,
    admits: "Who can apply",
    age: (least: number | null, most: number | null) =>
      least !== null && most !== null
        ? `${least} to ${most} years old on the first day of studies`
        : least !== null
          ? `At least ${least} years old on the first day of studies`
          : `At most ${most} years old on the first day of studies`,
    education: (level: string) => `Highest education: at least ${level}`,
    nationality: (names: string) => `Not for nationals of: ${names}`,
    separator: ", ",
    removed: "This programme is no longer offered.",
    guideTitle: (version: string) => `Application Guide, version ${version}`,
    toProgramme: "To the programme today",
  },

  eligibility: {
    heading: "Can you apply?",
    lead: "Answer three questions first. Nothing is stored before you start the application.",
    birthDate: "Date of birth",
    nationality: "Nationality",
    highestEducation: "Highest level of education completed",
    missing: {
      birthDate: "Enter your date of birth",
      nationality: "Choose your nationality",
      highestEducation: "Choose your highest level of education",
    },
    check: "Check",
    again: "Change the answers",
    yes: "You can apply for this programme.",
    no: "You cannot apply for this programme:",
  },

  applications: {
    title: "My applications",
    none: "You have not started an application yet.",
    isStudent: "You study here already? Your record and the registration for a semester are under Services.",
    start: "Start application",
    changed: "Last changed",
  },

  notices: {
    title: "Notices",
    latest: "Latest notices",
    all: "All notices",
    none: "There are no notices yet.",
    new: "New",
    markRead: "Mark as read",
    markAll: "Mark these as read",
  },

  application: {
    title: "Application",
    backToHome: "My applications",
    tasks: "What is to be done",
    decision: "Decision",
    outcomes: {
      accept: "You are accepted",
      decline: "You are not accepted",
      waitlist: "You are on the waiting list",
    },
    locked: "The application is submitted and can no longer be changed. For a correction, write to the office.",
  },

  tasks: {
    toDo: "To do",
    done: "Done",
    paid: "Paid",
    notYet: "Not yet",
    documentsHint: "As the guide of the programme asks",
    submitHint: "Read everything once more and submit",
    paymentHint: "After submission",
    decisionHint: "By the university, after payment",
  },

  steps: {
    label: "Steps of the application",
    done: "complete",
    asInPassport:
      "Name, gender, date and place of birth, nationality and passport number must agree with your passport. Otherwise the visa application may be affected.",
  },

  documents: {
    lead: "Choose a file for each entry. It is sent at once and checked within moments; you can go on with the next one.",
    continue: "Continue",
  },

  review: {
    title: "Check and submit",
    missing: "Before you can submit, complete:",
    warnings: "Please look at these again. You can submit all the same.",
    declarationHeading: "Declaration",
    lockNote: "After submission you can no longer change the application.",
    until: "Submit by",
    declaration: "I declare that all that I have entered and uploaded is true and correct",
    declarationMissing: "Confirm the declaration before you submit",
    changed: "The application has changed since you declared this. Read it again, then declare it anew.",
    submit: "Submit application",
  },

  next: {
    heading: "What is next",
    by: { applicant: "It is your turn", office: "The university is at work", nobody: "Nothing is left to do" },
    until: "Until",
    expectedOn: (day: string) => `You can expect an answer by ${day}.`,
  },

  history: {
    heading: "What has happened",
    events: {
      started: "You started the application",
      submitted: "You submitted it",
      fee_settled: "The fee was paid",
      revision_requested: "The university asked you to revise it",
      resubmitted: "You sent the revised application",
      revision_overdue: "The time for the revision ran out; the application went back to the university",
      waitlisted: "The university put it on the waiting list",
      accepted: "The university accepted it",
      declined: "The university declined it",
      appealed: "You appealed against the decision",
      reopened: "The university took the decision up again",
      category_changed: "The university moved it to another funding category",
      withdrawn: "You withdrew it",
    },
  },

  details: {
    heading: "Details",
    guide: "Guide you agreed to",
    guideVersion: (version: string) => `Version ${version}`,
  },

  office: {
    heading: "Questions or a correction?",
    lead: "Write to or call the Admissions Office for International Students, and name your user name.",
  },

  decision: {
    reasons: "Why",
    conditions: "What you still have to fulfil",
    by: (day: string) => `by ${day}`,
    appeal: "Appeal against the decision",
    appealUntil: "You can appeal until",
  },

  revision: {
    heading: "Please revise your application",
    until: "Send the revised application before",
    lead: "Only what is listed here can be changed. After that time the application goes back to the university as it was.",
    send: "Check and send",
    asked: "What you are asked to revise here",
    nothingHere: "Nothing in this step is to be revised.",
    rest: "The rest of this step",
    save: "Save and go back",
  },

  contact: {
    title: "Confirm your contact address",
    lead: "With this you confirm that mails to this address reach you. It is the contact address in an application for admission.",
    confirm: "Confirm this address",
    confirmed: (email: string) => `${email} is confirmed. You can go on with your application.`,
    toApplications: "To my applications",
  },

  resubmit: {
    title: "Check and send",
    note: "After you have sent it you can no longer change the application.",
    submit: "Send the revised application",
  },

  ways: {
    heading: "Change of plan",
    restart: "Apply for another programme with what you have entered",
    withdraw: "Withdraw this application",
  },

  withdrawal: {
    title: "Withdraw the application",
    lead: "What it means:",
    means: [
      "The application is over. It cannot be taken up again.",
      "You can apply again for the same intake as long as that is open.",
    ],
    accepted: "You give your place back, and it goes to somebody else.",
    feePaid: "The fee is not returned, but it counts for your next application for the same intake.",
    keeps: "What you entered and uploaded stays in your account and can be taken over into a new application.",
    restart: "If you only want another programme, start the new application first: this one stays in force until then.",
    sure: "Yes, withdraw this application",
    sureMissing: "Tick the box to withdraw the application",
    changed: "The application has changed since you ticked the box. Read again what it means, then tick it anew.",
    submit: "Withdraw the application",
    closed: "This application is over. There is nothing to withdraw.",
  },

  restart: {
    title: "Apply for another programme",
    lead: "You choose a programme, and what you have entered and uploaded is taken over.",
    means: [
      "Entries that the new programme does not ask for are left out, and what it asks for in addition is empty.",
      "Documents are taken over where the new programme asks for the same kind.",
    ],
    replaces:
      "If you choose the same intake, this application is withdrawn as soon as the new one has begun. Until then it stays as it is.",
    accepted: "With it you give your place back, and it goes to somebody else.",
    feePaid: "A fee you have paid counts for the new application. If that one costs more, you pay the difference.",
    choose: "Choose a programme",
    from: "What you have entered in your other application is taken over.",
    replaced: "If that application is for the same intake, it is withdrawn as soon as the new one has begun.",
    changed: "Your other application has changed since. Read what beginning anew means now, and go on from there:",
  },

  appeal: {
    title: "Appeal against the decision",
    lead: "Say what was overlooked or misunderstood. Staff look at your application again; a second person confirms if it stays declined. You can appeal once.",
    until: "You can appeal until",
    text: "Your reasons",
    hint: (most: number) => `Up to ${most} characters`,
    missing: "Say why you appeal",
    tooLong: (most: number) => `Write at most ${most} characters`,
    submit: "Send the appeal",
    closed: "No appeal can be made now.",
  },
};

export type ApplyingTexts = typeof texts;
