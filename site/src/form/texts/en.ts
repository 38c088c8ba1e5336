/** What every form that is kept as it is filled in says, in English. `zh.ts` has the same keys; TypeScript sees to it. */
export const texts = {
  optional: (label: string) => `${label} (optional)`,
  yesNo: { yes: "Yes", no: "No" },
  wordsAtLeast: (words: number) => `At least ${words} words; a Chinese character counts as one.`,
  row: (list: string, number: number) => `${list} ${number}`,
  addTo: (list: string) => `Add another: ${list}`,
  remove: "Remove",
  saveAndNext: "Save and next",
  saveDraft: "Save draft",
  loadNewer: "Load the newer version",
  changedElsewhere: (fields: string) => `Changed elsewhere: ${fields}.`,
  stillMissing: (count: number) => (count === 1 ? "1 entry is still missing" : `${count} entries are still missing`),
  lookAgain: "Please look at these again",
  ticked: "Yes",
  unticked: "No",
  dateParts: { day: "Day", month: "Month", year: "Year" },
  prefilled: "Filled in for you from what the university has. Check it.",
  separator: ", ",

  contact: {
    unconfirmed: (email: string) =>
      `The contact address ${email} is not confirmed yet. Confirm it before you submit, or enter the address of your account.`,
    send: (email: string) => `Send a link to ${email}`,
    sent: (email: string) =>
      `We have sent a link to ${email}. Open it before you submit; you can go on meanwhile. Look in the spam folder too.`,
    sendAgain: "Send another link",
  },

  saveStates: {
    unsaved: "Changes are saved in a moment.",
    saving: "Saving…",
    saved: "All changes are saved.",
    refused: "Not saved. The message at the top of the page says why.",
    failed: "Not saved yet: no connection. It is tried again; keep this page open.",
  },
};

export type FormTexts = typeof texts;
