import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../api/problem";
import { useAutosave } from "./use-autosave";
import type { Autosave } from "./use-autosave";

/** A page whose only content is its autosave, with a service that answers when told to. */
function openPage() {
  const page = document.createElement("div");
  let autosave: Autosave | undefined;
  const answers: { succeed: () => void; fail: (problem: Problem) => void }[] = [];
  const save = vi.fn(() => new Promise<void>((succeed, fail) => answers.push({ succeed, fail })));
  const report = vi.fn();
  function Page() {
    autosave = useAutosave(save, report);
    return <p>{autosave.state}</p>;
  }
  void act(() => render(<Page />, page));
  const answered = (answer: () => void) =>
    act(async () => {
      answer();
      await vi.advanceTimersByTimeAsync(0);
    });
  return {
    save,
    report,
    state: () => page.textContent,
    type: () => act(() => autosave?.touch()),
    flush: (next?: () => Promise<void>) => autosave?.flush(next),
    later: (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined)),
    succeed: () => answered(() => answers.shift()?.succeed()),
    fail: (problem: Problem) => answered(() => answers.shift()?.fail(problem)),
    leave: () => act(() => render(null, page)),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what_is_typed_is_saved_once_after_a_pause", async () => {
  const page = openPage();
  await page.type();
  await page.later(1000);
  await page.type();
  await page.later(1000);
  expect(page.save).not.toHaveBeenCalled();
  await page.later(1000);
  expect(page.save).toHaveBeenCalledTimes(1);
  await page.succeed();
  expect(page.state()).toBe("saved");
});

test("what_is_typed_during_a_save_is_saved_after_it", async () => {
  const page = openPage();
  await page.type();
  await page.later(2000);
  await page.type();
  await page.later(2000);
  expect(page.save).toHaveBeenCalledTimes(1);
  await page.succeed();
  expect(page.save).toHaveBeenCalledTimes(2);
});

test("without_a_connection_it_is_tried_again", async () => {
  const page = openPage();
  await page.type();
  await page.later(2000);
  await page.fail(Problem.noConnection());
  expect(page.state()).toBe("failed");
  expect(page.report).not.toHaveBeenCalled();
  await page.later(5000);
  await page.succeed();
  expect(page.state()).toBe("saved");
});

test("a_refusal_is_reported_and_not_repeated", async () => {
  const page = openPage();
  const conflict = new Problem(409, "version_conflict", "");
  await page.type();
  await page.later(2000);
  await page.fail(conflict);
  expect(page.state()).toBe("refused");
  expect(page.report).toHaveBeenCalledWith(conflict);
  await page.later(60_000);
  expect(page.save).toHaveBeenCalledTimes(1);
});

test("going_on_saves_once_and_in_its_own_way", async () => {
  const page = openPage();
  const done = vi.fn(async () => undefined);
  await page.type();
  await act(() => page.flush(done));
  await page.later(60_000);
  expect(done).toHaveBeenCalledTimes(1);
  expect(page.save).not.toHaveBeenCalled();
  expect(page.state()).toBe("saved");
});

test("going_on_waits_for_the_save_that_is_under_way", async () => {
  const page = openPage();
  const done = vi.fn(async () => undefined);
  await page.type();
  await page.later(2000);
  const flushed = page.flush(done);
  await page.later(0);
  expect(done).not.toHaveBeenCalled();
  await page.succeed();
  await flushed;
  expect(done).toHaveBeenCalledTimes(1);
});

test("what_going_on_could_not_save_is_saved_when_the_connection_is_back", async () => {
  const page = openPage();
  await page.type();
  await act(async () => {
    await expect(page.flush(() => Promise.reject(Problem.noConnection()))).rejects.toThrow();
  });
  expect(page.state()).toBe("failed");
  await page.later(5000);
  await page.succeed();
  expect(page.state()).toBe("saved");
});

test("leaving_the_page_saves_what_was_typed", async () => {
  const page = openPage();
  await page.type();
  await page.leave();
  await page.later(0);
  expect(page.save).toHaveBeenCalledTimes(1);
});
