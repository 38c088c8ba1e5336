/** Whether a text can be a user name: 4 to 32 plain characters. */
export function isUserName(text: string): boolean {
  return /^[A-Za-z0-9._-]{4,32}$/.test(text.trim());
}

/** Whether a text looks like an e-mail address; whether it is one shows in the mail. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}

/** Whether a text is the code of an authenticator; some apps show it in two groups. */
export function isSixDigits(text: string): boolean {
  return /^\d{6}$/.test(text.replace(/\s/g, ""));
}
