/** What the pages of students say, in English. `zh.ts` has the same keys; TypeScript sees to it. */
export const texts = {
  services: {
    toRegistration: "To the registration",
    all: "All services",
    search: "Find a service",
    searchHint: "In English or Chinese, for example: registration, visa, 签证, 留学生",
    count: (count: number) => (count === 1 ? "1 service" : `${count} services`),
    none: "No service is called so. Try another word, or write to the office; its address is at the foot of the page.",
  },

  studies: {
    noneHeading: "Do you study here?",
    noneText:
      "No student record is connected to this account. If you are on the roster of students, claim your record by your student number.",
    claim: "Claim your student record",
    recordHeading: "Your student record",
    semester: "Semester",
    extended: "The office has given you more time.",
    opens: "Opens",
    opened: "Opened",
    closes: "Closes",
    closed: "Closed",
    office: "Office",
    officeClosed: (date: string) => `Closed today; open again on ${date}. Nothing of yours is lost by that.`,
    answer: "Answer",
    answersBy: (date: string) => `To what you send today the office answers by ${date}`,
  },

  dates: {
    title: "My dates",
    lead: "What the office knows of your papers, and what you have to do in time. You are told by mail and as a notice before a date, and after it.",
    none: "Nothing is known that falls due. When the office has seen your papers, their dates stand here.",
    over: "Overdue",
    until: "Until",
    doneOn: (day: string) => `You say that it was done on ${day}. The office looks at it.`,
    renew: "A renewed paper comes with your semester registration.",
    done: "It is done",
    day: "On which day?",
    dayMissing: "Choose the day",
    tell: "Tell the office",
    eventHeading: "Something has changed",
    eventLead:
      "Tell of an arrival, a move, a new passport or visa. Where you live must then be registered with the police within 24 hours.",
    what: "What has happened?",
    whatMissing: "Choose what has happened",
    events: {
      arrival: "I came to China to study",
      move: "I moved",
      re_entry: "I came back to China",
      new_passport: "I have a new passport",
      new_permit: "I have a new visa or residence permit",
    },
    recorded: "Thank you. What you have to do now stands above.",
    noRecord: "No student record is connected to this account.",
  },

  own: {
    heading: "Your registrations",
    none: "You have not registered for a semester yet.",
    semester: "Semester",
    state: "Status",
    submitted: "Submitted",
    notSubmitted: "Not yet",
    letter: "Letter for the visa",
    noLetter: "None",
    letters: {
      requested: "Being made",
      with_office: "The office prepares it",
      ready: "Ready to be collected",
      collected: "Collected",
    },
  },

  registration: {
    letter: "Your letter for the visa: collect it, and what comes after",
    states: {
      draft: "Draft",
      ready_for_review: "With the university",
      returned: "To be corrected",
      approved: "Approved",
    },
    enteredChina: "To be completed",
    start: "Start the registration",
    goOn: "Continue the registration",
    correct: "Correct what was returned",
    add: "Add what is asked in China",
    see: "See the registration",
    back: "Semester registration",
    backToForm: "Back to the form",
    check: "Check and submit",
    documentMissing: "Upload a file, or wait until it is checked",
    missing: "Before you can submit, complete:",
    lookAgain: "Please look at these again. You can submit all the same.",
    lockNote: "After you submit, you can change only what the office returns.",
    until: "Submit by",
    submit: "Submit for review",
    locked: "The registration is submitted and can no longer be changed.",
    next: {
      ready_for_review: "The office is reviewing your registration. You will be told by e-mail and here.",
      returned: (items: string) =>
        `The office has returned: ${items}. Correct it below and submit again. The rest is locked.`,
      enteredChina:
        "You are in China now. Add below where you live, by which insurance you are covered and by which visa or permit you stay, and submit again. The letter for your visa extension follows.",
      approvedInChina:
        "You are registered for this semester. The office is preparing the letter for your visa extension.",
      approvedAbroad: "You are registered for this semester.",
    },
    rounds: "Submissions",
    submitted: (round: number) => `Submission ${round}`,
    judged: "Answered",
    waits: "Waiting for review",
    passed: "Passed",
    returned: "Returned",
    ask: "Questions?",
    askLead: "Write to or call the office, and name your student number.",
  },

  email: {
    title: "Confirm your e-mail address",
    lead: "Confirm that you can read mails sent to this address. It is the address in a semester registration.",
    confirm: "Confirm this address",
    confirmed: (email: string) => `${email} is confirmed. You can go on with your registration.`,
    toRegistration: "To the semester registration",
  },

  claim: {
    title: "Claim your student record",
    lead: "Enter your student number. If the number is on the roster, we send a link to the e-mail address that the university has of you. The record then belongs to the account you are signed in with.",
    number: "Student number",
    numberHint: "As on your student card; a former number works too",
    numberMissing: "Enter a student number: up to 20 letters, digits and hyphens",
    send: "Send the link",
    sent: (number: string) => `If ${number} is on the roster, a link is on its way.`,
    notes: [
      "It goes to the e-mail address on the roster, which may be another one than that of this account. Look into the spam folder too.",
      "It works for a day, once, and only for this account: sign in with it before you open the link.",
      "If no mail comes, the roster may have no address or an old one of you, or another account of yours may have the record already. Write to the office; its address is at the foot of the page.",
    ],
    signInFirst: "The record goes to an account. Sign in, or register one with any e-mail address that you can read.",
    signInForLink:
      "Sign in with the account that asked for the record: its user name stands in the mail. The link is kept until then.",
    confirmLead: "With this the student record belongs to the account you are signed in with.",
    confirm: "Claim the record",
    done: "The record is yours.",
  },
};

export type RegisteringTexts = typeof texts;
