/** What is said of documents and their upload, in English. `zh.ts` has the same keys; TypeScript sees to it. */
export const texts = {
  required: "compulsory",
  optional: "optional",
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
};

export type DocumentTexts = typeof texts;
