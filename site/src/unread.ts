import { api, reply } from "./api/client";
import { readNotices } from "./api/reading";
import type { Notice } from "./api/types";
import { createStore, useStore } from "./store";

/** How many notices the reader has not read: at least so many where `more` is true. */
export interface Unread {
  count: number;
  more: boolean;
}

const NONE: Unread = { count: 0, more: false };
const unread = createStore<Unread>(NONE);

/** The number beside "Notices". */
export const useUnread = () => useStore(unread);

/** How long a count is good, in milliseconds: not every page asks again. */
const GOOD_FOR = 60_000;
let counted: { reader: string; at: number } | null = null;

/** Counts what is unread among the newest notices of `reader`; nothing where nobody is signed in. */
export async function countUnread(reader: string | null): Promise<void> {
  const now = Date.now();
  if (reader !== null && counted?.reader === reader && now - counted.at < GOOD_FOR) return;
  counted = reader === null ? null : { reader, at: now };
  if (reader === null) {
    unread.set(NONE);
    return;
  }
  const page = await readNotices().catch(() => null);
  if (page !== null && counted?.reader === reader) unread.set(countOf(page));
}

/** Counts the unread of a page of notices; the pages after it are not looked at. */
export function countOf({ items, next }: { items: readonly Notice[]; next?: string | null }): Unread {
  const count = items.filter(({ readAt }) => !readAt).length;
  return { count, more: count === items.length && Boolean(next) };
}

/** Marks notices as read. */
export async function markAsRead(notices: readonly Notice[]): Promise<void> {
  for (const { id } of notices) {
    await reply(api.POST("/api/notices/{noticeId}/reading", { params: { path: { noticeId: id } } }));
    const { count, more } = unread.get();
    unread.set({ count: Math.max(0, count - 1), more });
  }
}
