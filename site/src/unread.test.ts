import { expect, test } from "vitest";
import type { Notice } from "./api/types";
import { withRead } from "./components/notice-list";
import { countOf } from "./unread";

const notice = (id: string, readAt: string | null) => ({ id, readAt }) as Notice;
const READ = "2026-11-22T00:00:00Z";

test("the_unread_of_a_page_are_counted", () => {
  expect(countOf({ items: [notice("1", null), notice("2", READ)], next: "c" })).toEqual({ count: 1, more: false });
});

test("where_a_whole_page_is_unread_there_may_be_more", () => {
  expect(countOf({ items: [notice("1", null)], next: "c" })).toEqual({ count: 1, more: true });
  expect(countOf({ items: [notice("1", null)], next: null })).toEqual({ count: 1, more: false });
});

test("what_was_marked_is_read", () => {
  const page = withRead({ items: [notice("1", null), notice("2", null)], next: null }, [notice("2", null)]);
  expect(page.items.map(({ readAt }) => Boolean(readAt))).toEqual([false, true]);
});
