/** What the pages of an account say, in English. `zh.ts` has the same keys; TypeScript sees to it. */
export const texts = {
  signIn: {
    title: "Sign in",
    staffTitle: "Staff sign-in",
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

  university: {
    heading: "Students of the university",
    text: "If you study here, sign in with the account that the university has given you. You need no other password.",
    button: "University account",
    agreement: (version: string) =>
      `Whoever comes in this way for the first time gets an account here, and accepts the registration agreement, version of ${version}.`,
    readAgreement: "Read the agreement",
    working: "Signing you in",
    failed: "You are not signed in",
    notFinished: "You did not finish signing in at the university.",
    otherWays: "Other ways to sign in",
    byPassword: "with your user name and password",
    claim: "Claim your student record",
    byClaim: "with your student number and a link that we send to your e-mail address",
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

  confirmEmail: {
    title: "Confirm your new e-mail address",
    lead: "From now on you sign in with this address and receive our mails there. You are then asked to sign in again.",
    confirm: "Confirm this address",
    askAgain: "Ask for another link",
    signInFirst:
      "This account has no confirmed address yet, so the link works only where you are signed in. Sign in, then open the link in the mail again.",
  },

  account: {
    title: "Account",
    detailsHeading: "Details",
    userName: "User name",
    email: "E-mail address",
    emailOfRoster: (email: string) => `${email} (on the roster, not confirmed)`,
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
    ofRoster: {
      title: "Confirm your e-mail address",
      lead: "The university's roster says that this is your address. If a letter is wrong, correct it. We send a link to it; the address counts once you have followed the link. Another address than the roster's can be given within 15 minutes after you signed in at the university.",
      email: "E-mail address",
      sent: (email: string) => `If ${email} can be used, we have sent it a link.`,
      notes: [
        "Open the link in the browser in which you are signed in, and confirm. It works once and runs out after a day.",
        "Then you are signed out everywhere and sign in again. From then on you can get a password by mail.",
      ],
    },
  },

  sessions: {
    title: "Where you are signed in",
    lead: "If you do not know a device, end it and change your password.",
    current: "This device",
    opened: "Signed in",
    lastUsed: "Last used",
    end: "End",
    ended: (device: string) => `The session on ${device} is ended.`,
    endAllHeading: "Sign out everywhere",
    endAllText: "Ends all sessions, this one too. Then sign in again.",
    endAll: "End all sessions",
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
    hindrances: {
      application_under_review: "An application is under review. Wait for the decision, or ask the office to end it.",
      application_accepted: "You are admitted: the university needs your application. Write to the office.",
      payment_on_the_way: "A payment may be on the way to us.",
      student_enrolled: "You are on the roster of students: the university needs your record. Write to the office.",
    },
    heldUntil: "We look again every day, and delete the account once nothing stands in the way.",
    lookedAtAgain: "Next time",
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
    lead: "Keep these ten codes where only you can find them, not on the phone with the authenticator app. Without the app, each signs you in once. They are shown only now.",
    renewText: "Ten new codes replace the old ones. Your other sessions end.",
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

  invitation: {
    title: "You are invited to the staff",
    invitedBy: "Invited by",
    until: "Accept before",
    again: "Your account gets a new password, a new authenticator app and new recovery codes. Everything else stays.",
    accountHeading: "Your account",
    submit: "Accept the invitation",
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
    userNameMissing: "Enter a user name of 4 to 32 letters, digits, dots, hyphens or underscores",
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
    title: "Activate your account",
    lead: "One step is left. After it you can sign in.",
    confirm: "Activate my account",
    done: "Your account is active",
    userName: (userName: string) => `Your user name is ${userName}. You can sign in now.`,
    codeMissing:
      "This link is not complete. Open it again from the mail, in full. If you have activated already, just sign in.",
  },
};

export type AccountTexts = typeof texts;
