/**
 * What the parts of the form of a semester registration are called, in English, and what has to be read there.
 * It stands on the page with `zh.ts` together (S109), so that each says the same as the other.
 */
export const texts = {
  sections: {
    contact: "How to reach you",
    passport: "Passport",
    tuition: "Tuition",
    location: "Where you are",
    residence: "Where you live in China",
    insurance: "Insurance in China",
    permit: "Visa or residence permit",
    regulations: "Regulations",
  },

  /** The label of each field, and a hint where it needs one. */
  fields: {
    contact: {
      email: ["E-mail address", "Correct it if you no longer read it. Another address must be confirmed by a link."],
    },
    passport: {
      passportChanged: [
        "Has your passport changed?",
        "Since your last registration or, if this is the first, since you applied",
      ],
      passportNo: ["Number of the new passport"],
      passportExpiry: ["New passport valid until", "For example, 30 9 2031"],
    },
    tuition: {
      payment: ["How is the tuition of this semester paid?"],
      remittanceClaim: ["Number of the confirmed remittance", "Copy it from your confirmed remittance claim"],
    },
    location: {
      location: ["Where are you now?"],
      entryDate: ["Day of your last entry into China", "As the entry stamp in your passport says"],
    },
    residence: {
      residence: ["On campus or off campus?"],
      movedInOn: ["First day at this address"],
      registeredOn: [
        "Day the police registered your accommodation",
        "Needed within 24 hours of each entry and each move",
      ],
      contractHolder: ["Name in the contract", "It must be yours, as in your passport"],
      contractStart: ["First day of the contract"],
      contractEnd: ["Last day of the contract"],
    },
    insurance: {
      policyNo: ["Number of the insurance policy", "Of the renewed insurance for this semester"],
      startsOn: ["First day of the insurance"],
      endsOn: ["Last day of the insurance"],
    },
    permit: {
      permitType: ["What do you stay in China with?"],
      permitNo: ["Number of the visa or residence permit"],
      permitExpiry: ["Visa or residence permit valid until"],
    },
    regulations: {
      agreedTo: ["I have read the regulations and agree to them"],
    },
  },

  headings: {},
  groups: {},

  choices: {
    tuitionPayment: {
      online_platform: "Online payment platform (first choice)",
      remittance: "Bank remittance",
      scholarship: "A scholarship pays it",
      other: "Another way, with an e-receipt",
    },
    location: { in_china: "In China (mainland)", abroad: "Outside China (mainland)" },
    residenceKind: { on_campus: "On campus", off_campus: "Off campus" },
    permitKind: { visa: "Visa", residence_permit: "Residence permit" },
  },

  guide: {
    heading: "Guide to semester registration",
    publisher: "International Student Office",
    from: (publisher: string, date: string, version: string) => `${publisher}, ${date}, version ${version}`,
    steps: [
      "One form is for payment, residence, insurance and visa. The office looks at all four together.",
      "Register within the time set for you, and not on the last day.",
      "What you typed and uploaded is kept as you go. A photograph taken with a phone will do if all of it can be read.",
      "If the office returns something, correct only that and submit again.",
    ],
    notReplaced:
      "This registration does not replace any other: enrolment with your school, course selection, and registration with the police remain necessary.",
  },

  payment: {
    heading: "How to pay",
    ways: [
      "Pay on the online payment platform first of all. The office then sees your payment by itself.",
      "Bank remittance: first have the remittance confirmed. Then enter the number of the confirmed claim here.",
      "Scholarship: choose it only if it pays all of the tuition of this semester.",
      "Another way: upload the e-receipt that shows your name, the amount and the day.",
    ],
  },

  regulations: {
    version: (version: string) => `Version ${version}`,
    rules: [
      "Pay tuition and insurance before you ask for the letter for the extension of your stay.",
      "Live off campus only with a contract under your own passport, and register the address with the police within 24 hours of each entry and each move.",
      "Keep passport, insurance and residence permit valid. Ask for an extension at least 30 days before the permit ends.",
      "With a new passport or visa, have your permit changed within 10 days and tell the office.",
      "Who has not registered when the time is over may lose the status of a student.",
      "What I enter is true, and the papers I upload are my own.",
    ],
  },
};

export type RegistrationLabels = typeof texts;
