import type { WaitUnit } from "../domain/wait";

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
  save: "Save",
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
    applicants: "Applicants",
    catalogue: "Catalogue",
    staff: "Staff",
    signedInAs: "Your account:",
    account: "Account",
    changePassword: "Change password",
    sessions: "Where you are signed in",
    signOut: "Sign out",
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
    submit: "Sign in",
    nameMissing: "Enter your user name or e-mail address",
    passwordMissing: "Enter your password",
    useConsole: "Staff sign in here",
    forgottenPassword: "Forgotten your password?",
    noActivation: "No activation e-mail?",
    resendActivation: "Send the activation e-mail again",
    backToSignIn: "Sign in",
    ended: "You have been signed out. Sign in again; what you saved is still there.",
    newHere: "New here?",
    newHereText: "You need an account before you can apply. It takes a few minutes.",
  },

  secondFactor: {
    labels: { totp: "Code of your authenticator app", recoveryCode: "Recovery code" },
    hints: { totp: "Six digits", recoveryCode: "One of the ten codes you kept. It works once." },
    missing: { totp: "Enter the code of your authenticator app", recoveryCode: "Enter a recovery code" },
    use: { totp: "Use the authenticator app", recoveryCode: "Use a recovery code" },
  },

  forgottenPassword: {
    title: "Forgotten password",
    lead: "Enter your user name or your e-mail address. We send a temporary password to the address of the account.",
    submit: "Send a temporary password",
    sentTitle: "Check your mail",
    sentLead: "If there is such an account, we have sent it an e-mail with a temporary password.",
    notes: [
      "The mail can take a few minutes. Look into the spam folder too.",
      "The temporary password works for 30 minutes and only for choosing a new one.",
      "Until you have chosen a new password, the old one keeps working.",
    ],
    toReset: "I have the temporary password",
  },

  resetPassword: {
    title: "Choose a new password",
    lead: "Enter the temporary password from the e-mail and a password of your own.",
    leadFromSignIn: "That was a temporary password. Choose a password of your own to go on.",
    temporaryPassword: "Temporary password",
    temporaryPasswordHint: "It stands in the e-mail. You can copy and paste it.",
    temporaryPasswordMissing: "Enter the temporary password",
    submit: "Save the new password",
    askAgain: "Ask for another temporary password",
  },

  resendActivation: {
    title: "Send the activation e-mail again",
    lead: "Enter your user name or your e-mail address. We send a new activation link to the address of the account.",
    submit: "Resend activation e-mail",
    sentTitle: "Check your mail",
    sentLead: "If there is such an account and it is not activated yet, we have sent it a new link.",
    notes: [
      "The mail can take a few minutes. Look into the spam folder too.",
      "The link works once and runs out after a day.",
      "If no mail comes, the address may be mistyped: register again with the right one.",
    ],
  },

  links: {
    incomplete: "This link is not complete. Open it again from the mail, in full.",
  },

  confirmEmail: {
    title: "Confirm your new e-mail address",
    lead: "From now on you sign in with this address and receive our mails there. You are then asked to sign in again.",
    confirm: "Confirm this address",
    askAgain: "Ask for another link",
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
    resubmitted: "Your revised application has been sent.",
    revision_requested: "The request is sent. The applicant is told by e-mail and here.",
  },

  banners: {
    label: "About your account",
    emailTrouble: {
      bounced: (email: string) => `Our mails to ${email} come back. Give us an address that you can read.`,
      complained: (email: string) =>
        `Our mails to ${email} were reported as spam, so we have stopped sending them. Give us an address where you want them.`,
    },
    changeEmail: "Change e-mail address",
    deletion: "Your account will be deleted on",
    takeBack: "Keep my account",
  },

  account: {
    title: "Account",
    detailsHeading: "Details",
    userName: "User name",
    email: "E-mail address",
    password: "Password",
    since: "Registered",
    agreement: "Registration Agreement",
    agreementVersion: (version: string) => `Accepted, version of ${version}`,
    preferencesHeading: "Settings",
    locale: "Language of mails",
    locales: { en: "English", zh: "Chinese (中文)" },
    timeZone: "Time zone",
    noticeMails: "Notices by e-mail",
    noticeMailsOn: "Yes",
    noticeMailsOff: "No, only here",
    securityHeading: "Security",
    dataHeading: "Your data",
    ways: {
      sessions: { title: "Where you are signed in", text: "Devices and times; end one or all" },
      signIns: { title: "Sign-in log", text: "Who has signed in to your account, or tried to" },
      authenticator: { title: "Authenticator app", text: "Set up another phone or app" },
      recoveryCodes: { title: "Recovery codes" },
      export: { title: "Export your data", text: "A copy of everything we store about you" },
      deletion: { title: "Delete the account", text: "What is deleted, what must be kept, and how to take it back" },
    },
  },

  preferences: {
    title: "Settings",
    localeHint: "The language of this site is switched at the top of the page.",
    timeZoneHint: "Times are shown in Beijing time and in this zone.",
    useDevice: (zone: string) => `Use the zone of this device: ${zone}`,
    noticeMails: "Send me news about my applications by e-mail too",
    noticeMailsHint: "Mails about the account itself, such as a changed password, always come.",
  },

  changePassword: {
    title: "Change password",
    lead: "You stay signed in here and are signed out everywhere else. We tell you by e-mail.",
    oldPassword: "Old password",
    oldPasswordMissing: "Enter your old password",
  },

  changeEmail: {
    title: "Change e-mail address",
    lead: "We send a link to the new address. The change counts once you have followed it; until then the old address stays.",
    email: "New e-mail address",
    same: "This is your address already. Enter another one",
    submit: "Send the link",
    sent: (email: string) => `If ${email} can be used, we have sent it a link.`,
    notes: [
      "Open the link and confirm. It works once and runs out after a day.",
      "Then you are signed out everywhere and sign in again.",
      "We also write to the old address, so that nobody changes it behind your back.",
    ],
  },

  sessions: {
    title: "Where you are signed in",
    lead: "If you do not know a device, end it and change your password.",
    current: "This device",
    unknownDevice: "Unknown device",
    opened: "Signed in",
    lastUsed: "Last used",
    end: "End",
    ended: (device: string) => `The session on ${device} is ended.`,
    endAllHeading: "Sign out everywhere",
    endAllText: "Ends all sessions, this one too. Then sign in again.",
    endAll: "End all sessions",
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
      wrong_password: "Wrong password",
      code_missing: "Right password, no code",
      wrong_code: "Right password, wrong code",
      temporary_password: "Temporary password",
      not_activated: "Not activated yet",
    },
  },

  export: {
    title: "Export your data",
    lead: "You get a ZIP file with everything we store about you: your details, applications, payments and notices as JSON, and the files you uploaded. It is made in the background; we write to you when it is ready.",
    askHeading: "Ask for an export",
    submit: "Ask for an export",
    requested: "Asked for",
    until: "Can be downloaded until",
    states: { building: "Being made", ready: "Ready", failed: "Failed" },
    building: "This takes a few minutes. You can leave the page.",
    download: "Download",
    gone: "This export is no longer there. Ask for a new one.",
  },

  deletion: {
    title: "Delete the account",
    lead: "Seven days after you ask, the account is deleted for good. Until then you can take it back.",
    erasedHeading: "What is deleted",
    erased: [
      "your name, e-mail address, password and sign-in log",
      "your drafts and applications that were not successful, with all uploaded documents",
      "your notices",
    ],
    keptHeading: "What is kept, because the law asks for it",
    kept: ["payments and their accounts, without your name", "the record of who changed what, without your name"],
    exportFirst: "You may want a copy before:",
    askHeading: "Ask for deletion",
    understood: "I understand that this cannot be undone after seven days",
    understoodMissing: "Confirm that you understand",
    submit: "Delete my account",
    scheduled: "The deletion of your account is scheduled.",
    due: "It is deleted on",
    untilThen: "Until then nothing is lost, and you can take it back.",
    cancel: "Keep my account",
  },

  deletionReceipt: {
    title: "Receipt of a deletion",
    lead: "An account was deleted. Keep this receipt if you need to show it.",
    requested: "Asked for",
    erasedAt: "Deleted",
    erased: "What was deleted",
    kept: "What is kept, and why",
    nothingKept: "Nothing.",
    until: "Until",
    print: "Print",
  },

  authenticator: {
    title: "Authenticator app",
    lead: "To set up another app, show that it is you: with your password, and with a code of the present app or a recovery code.",
    qrLabel: "QR code for the authenticator app",
    steps: [
      "Open an authenticator app on your phone, such as the one built into your password manager.",
      "Scan this code with it.",
      "Enter the six digits that the app shows.",
    ],
    open: "Open in an app on this device",
    byHand: "If you cannot scan, type this key into the app:",
    code: "Code of your authenticator app",
    codeHint: "Six digits. They change every 30 seconds.",
    codeMissing: "Enter the six digits that the app shows",
    confirm: "Confirm",
  },

  recoveryCodes: {
    title: "Recovery codes",
    lead: "Keep these ten codes where only you can find them, not on the phone with the authenticator app. Without the app, each signs you in once. They are shown only now.",
    left: (count: number) => (count === 1 ? "1 code is left." : `${count} codes are left.`),
    renewText: "Ten new codes replace the old ones. Your other sessions end.",
    renew: "Make new codes",
    copy: "Copy",
    copied: "The codes are copied.",
    notCopied: "The browser did not allow it. Select the codes and copy them yourself.",
    download: "Download",
    fileName: "sojourn-recovery-codes.txt",
    fileHeading: "Sojourn: recovery codes, each works once",
    print: "Print",
    kept: "I have kept them",
    keptMissing: "Keep the codes first, then confirm it",
    goOn: "Go on",
  },

  roles: {
    heading: "Roles",
    hint: "What the person may do",
    missing: "Choose at least one role",
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
    what: {
      reviewer: "Reviews applications and decides on them",
      finance: "Confirms payments and refunds",
      visa_officer: "Issues visa letters",
      registrar: "Keeps the roster and semester registration",
      administrator: "Manages staff and the catalogue",
      viewer: "Reads, and changes nothing",
    },
  },

  invitation: {
    title: "You are invited to the staff",
    invitedBy: "Invited by",
    until: "Accept before",
    again: "Your account gets a new password, a new authenticator app and new recovery codes. Everything else stays.",
    accountHeading: "Your account",
    submit: "Accept the invitation",
  },

  invite: {
    title: "Invite a colleague",
    lead: "The person gets an e-mail with a link that works for three days, and sets up name, password and authenticator. Invite the address of a colleague again if the authenticator and the recovery codes are lost.",
    submit: "Send the invitation",
  },

  staff: {
    title: "Staff",
    colleague: "Colleague",
    invite: "Invite a colleague",
    invitations: "Open invitations",
    noInvitations: "No invitation is open.",
    until: "Works until",
    userName: "User name",
    email: "E-mail address",
    mails: "Mails",
    state: "State",
    states: { active: "Active", closed: "Closed" },
    emailTrouble: { bounced: "Mails come back", complained: "Mails reported as spam" },
    rolesText: "A change counts at once, whatever the person is doing.",
    rolesSaved: "The roles are saved.",
    sessionsHeading: "Sessions",
    sessionsText: "Signs the person out everywhere, for example after a lost phone.",
    endSessions: "End all sessions",
    sessionsEnded: "The person is signed out everywhere.",
    closeHeading: "Close the account",
    closeText: "The person can no longer sign in. What was done stays on record.",
    sure: (userName: string) => `Close the account of ${userName}`,
    sureMissing: "Tick the box to close the account",
    close: "Close account",
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
    },
    hints: {
      userName: "4 to 32 letters, digits, dots, hyphens or underscores",
      email: "Use your real address: the activation link goes there, and it is the only way to retrieve your password",
    },
    errors: {
      userName: "Enter a user name of 4 to 32 letters, digits, dots, hyphens or underscores",
      email: "Enter an e-mail address like name@example.org",
    },
    submit: "Register",
    close: "Close",
  },

  password: {
    password: "Password",
    confirmPassword: "Confirm password",
    newPassword: "New password",
    confirmNewPassword: "Confirm new password",
    again: "Your password",
    againHint: "Asked once more, because this must not be done by somebody who only found your device.",
    errors: {
      password: "Enter a password that keeps all the rules below",
      passwordConfirmation: "Enter the same password again",
    },
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
      common: "nothing that many people use, such as Password1",
      personal: "not your user name, the name of your e-mail address or the word Sojourn in it",
    },
    met: "(met)",
  },

  challenge: {
    working: "Checking that you are not a program. Your device calculates for a moment; you can go on typing.",
    progress: "Progress of the check",
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
    new: "New",
    unread: (count: number) => `(${count} new)`,
    markRead: "Mark as read",
    markAll: "Mark these as read",
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

  application: {
    title: "Application",
    backToHome: "My applications",
    backToTasks: "Back to the application",
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

  sections: {
    basic_information: { title: "Basic information", hint: "Name, nationality, passport, stay in China" },
    study_plan: { title: "Study plan", hint: "What you want to study, your languages" },
    education_and_employment: { title: "Education and employment", hint: "Schools, universities and work until now" },
    additional_information: { title: "Additional information", hint: "Family, financial support, emergency contacts" },
    contact_information: { title: "Contact information", hint: "Addresses, phone, admission letter" },
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
    validMonths: (months: number) => `Not older than ${months} months.`,
    upTo: (files: number) => `Up to ${files} files.`,
    template: "Form to fill in (opens in a new tab)",
    issuedOn: "Date of issue",
    dateMissing: "First enter the date on the document.",
    remove: "Remove",
    tooOld: "This document is too old by now. Get a newer one and upload that.",
    sameFile: (places: string) =>
      `You have uploaded the same file here too: ${places}. Check that each place has the right one.`,
    inAnotherApplication: "another application",
    choose: "Choose a file",
    addAnother: "Add another file",
    replace: "Replace the file",
    sending: (name: string, percent: number) => `Sending ${name}: ${percent} %`,
    states: { clean: "Accepted", refused: "Refused", checking: "Being checked", missing: "Did not arrive" },
    neverArrived: "This file did not arrive in full. Choose it again.",
    wrongType: (formats: string) => `This kind of file is not taken here. Choose: ${formats}.`,
    tooLarge: (size: string) => `The file is too large. It may have up to ${size}.`,
    emptyFile: "The file is empty.",
    unreadable: (name: string) =>
      `Your device could not read ${name}. It may have been moved or changed, or may not be on the device. Choose it again.`,
    full: "This is full: remove a file first.",
    tooMany: (room: number) => `There is room for ${room} more ${room === 1 ? "file" : "files"} here. Choose fewer.`,
    lineBroke: "The connection broke off. Try again: the file is sent anew.",
    linkRefused: "The upload link was refused or has run out. Try again: a new link is asked for.",
    continue: "Continue",
  },

  slotNames: {
    passport_page: "Passport page",
    photo: "ID photo",
    diploma: "Diploma",
    diploma_translation: "Translation of the diploma",
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
    warnings: "Please look at these again. You can submit all the same.",
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
  },
};

export type Texts = typeof en;
