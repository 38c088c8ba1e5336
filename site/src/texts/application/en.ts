/** The texts of what happens to an application, in English; they load with its pages only. `zh.ts` has the same keys. */
export const en = {
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
    unconfirmed: (email: string) =>
      `The contact address ${email} is not confirmed yet. Confirm it before you submit, or enter the address of your account.`,
    send: (email: string) => `Send a link to ${email}`,
    sent: (email: string) =>
      `We have sent a link to ${email}. Open it before you submit; you can go on meanwhile. Look in the spam folder too.`,
    sendAgain: "Send another link",
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

  programme: {
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
};

export type ApplicationTexts = typeof en;
