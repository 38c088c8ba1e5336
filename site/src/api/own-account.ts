import { ownZone } from "../domain/time";
import { createStore, useStore } from "../hooks/store";
import type { Loaded } from "../hooks/use-loaded";
import { api, reply } from "./client";
import { Problem } from "./problem";
import type { Account } from "./types";

interface Held {
  content: Account | null;
  problem: Problem | null;
}

const NOTHING: Held = { content: null, problem: null };
const held = createStore<Held>(NOTHING);
let latest = 0;

/** Reads the account of whoever is signed in. */
async function reload(): Promise<void> {
  const mine = ++latest;
  try {
    const content = await reply(api.GET("/api/account"));
    if (mine === latest) held.set({ content, problem: null });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (mine === latest) held.set({ ...held.get(), problem: error });
  }
}

/** Forgets the account, and reads the one of whoever is signed in now, if anybody. */
export function readOwnAccount(signedIn: boolean): void {
  latest++;
  held.set(NOTHING);
  if (signedIn) void reload();
}

/** The reader's account: read once a visit, shared by the banners and the pages of the account. */
export function useOwnAccount(): Loaded<Account> {
  return { ...useStore(held), reload, replace };
}

function replace(content: Account): void {
  latest++;
  held.set({ content, problem: null });
}

/** The zone whose times stand beside Beijing's: the one the reader chose, else the device's. */
export function useOwnZone(): string {
  const chosen = useStore(held).content?.timeZone;
  return chosen && chosen !== "Asia/Shanghai" ? chosen : ownZone();
}
