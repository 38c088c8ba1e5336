import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { countUnread, withRead } from "./notices";
import type { Notice } from "./types";

const fetch = vi.fn<(request: Request) => Promise<Response>>();

beforeEach(async () => {
  vi.stubGlobal("fetch", fetch);
  await countUnread(null);
  fetch.mockReset();
  fetch.mockImplementation(async () => Response.json({ items: [], next: null, unread: 3 }));
});
afterEach(() => vi.unstubAllGlobals());

test("one_count_is_enough_for_a_minute", async () => {
  await countUnread("acc_1");
  await countUnread("acc_1");
  expect(fetch).toHaveBeenCalledTimes(1);
});

test("another_person_is_counted_anew_and_nobody_not_at_all", async () => {
  await countUnread("acc_1");
  await countUnread("acc_2");
  await countUnread(null);
  expect(fetch).toHaveBeenCalledTimes(2);
});

test("what_was_marked_is_read", () => {
  const notice = (id: string) => ({ id, readAt: null }) as unknown as Notice;
  const page = withRead({ items: [notice("1"), notice("2")], next: null }, [notice("2")]);
  expect(page.items.map(({ readAt }) => Boolean(readAt))).toEqual([false, true]);
});
