import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import type { APIRequestContext } from "@playwright/test";

interface Staff {
  userName: string;
  password: string;
  /** The secret of the one-time codes, in base32. */
  totpSecret: string;
  roles: string[];
}

/** What a running stack tells of itself: where it is, and who works there. */
interface Demonstration {
  site?: string;
  staff: Staff[];
}

/** The file that DEMONSTRATION names; SOJOURN_STACK is what `cargo dev test` calls it. */
function demonstration(): Demonstration {
  const file = process.env.DEMONSTRATION ?? process.env.SOJOURN_STACK;
  if (!file) throw new Error("DEMONSTRATION must name the demonstration.json of a running stack");
  return JSON.parse(readFileSync(file, "utf8")) as Demonstration;
}

/** The address of the site. */
export function baseUrl(): string {
  const address = process.env.BASE_URL ?? demonstration().site;
  if (!address) throw new Error("BASE_URL must say where the site is");
  return address;
}

/** Somebody of the staff with this role. */
export function staffWith(role: string): Staff {
  const found = demonstration().staff.find(({ roles }) => roles.includes(role));
  if (!found) throw new Error(`no demonstration staff is ${role}`);
  return found;
}

/**
 * The one-time code of this moment (RFC 6238: SHA-1, six digits, 30 seconds).
 * Each works once; the one of the step `ahead` is good a little early.
 */
export function oneTimeCode(secret: string, ahead: 0 | 1 = 0): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac("sha1", fromBase32(secret)).update(step).digest();
  const offset = mac.readUInt8(19) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function fromBase32(text: string): Buffer {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text.replace(/=+$/, "")]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

export interface Mail {
  to: string[];
  subject: string;
  text: string | null;
}

/** The latest mail to `address` of which `about` is true; undefined while none has come. */
export async function latestMail(
  request: APIRequestContext,
  address: string,
  about: (mail: Mail) => boolean = () => true,
): Promise<Mail | undefined> {
  const reply = await request.get("/dev/mailbox.json");
  const { items } = (await reply.json()) as { items: Mail[] };
  return items.find((mail) => mail.to.some((each) => each.includes(address)) && about(mail));
}
