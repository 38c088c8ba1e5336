import { createStore, useStore } from "../hooks/store";
import { api, reply } from "./client";
import type { Notice } from "./types";

const unread = createStore(0);
/** Whose notices are counted. */
let reader: string | null = null;
/** When they were counted last. */
let countedAt = 0;
/** How long a count is good, in milliseconds: not every page asks again. */
const GOOD_FOR = 60_000;

/** How many notices the reader has not read: the number beside "Notices". */
export const useUnread = () => useStore(unread);

/** A page of the reader's notices, in the reader's language. */
export async function readNotices(cursor?: string) {
  const page = await reply(api.GET("/api/notices", { params: { query: cursor ? { cursor } : {} } }));
  countedAt = Date.now();
  unread.set(page.unread);
  return page;
}

/** Counts what `account` has not read, unless a page did so just now; nothing where nobody is signed in. */
export async function countUnread(account: string | null): Promise<void> {
  if (account === null || (reader !== null && reader !== account)) {
    countedAt = 0;
    unread.set(0);
  }
  reader = account;
  if (account === null || Date.now() - countedAt < GOOD_FOR) return;
  countedAt = Date.now();
  await readNotices().catch(() => undefined);
}

/** Marks notices as read. */
export async function markAsRead(notices: readonly Notice[]): Promise<void> {
  for (const { id } of notices) {
    await reply(api.POST("/api/notices/{noticeId}/reading", { params: { path: { noticeId: id } } }));
    unread.set(Math.max(0, unread.get() - 1));
  }
}

/** A page of notices in which some have been read. */
export function withRead<Page extends { items: Notice[] }>(page: Page, read: readonly Notice[]): Page {
  const ids = new Set(read.map(({ id }) => id));
  const readAt = new Date().toISOString();
  return { ...page, items: page.items.map((notice) => (ids.has(notice.id) ? { ...notice, readAt } : notice)) };
}
