/** The version of the registration agreement that this site shows (S7). */
export const AGREEMENT_VERSION = "2026-11";
