import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useCountdown } from "./use-countdown";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function Page({ wait, start }: { wait: number; start: unknown }) {
  return <p>{useCountdown(wait, start)}</p>;
}

test("the_wait_runs_down_to_nothing_and_anew_with_every_refusal", async () => {
  const page = document.createElement("div");
  const show = (wait: number, start: unknown) => act(() => render(<Page wait={wait} start={start} />, page));
  const later = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds).then(() => undefined));
  await show(0, null);
  expect(page.textContent).toBe("0");
  await show(4, "first");
  expect(page.textContent).toBe("4");
  await later(1500);
  expect(page.textContent).toBe("3");
  await later(3000);
  expect(page.textContent).toBe("0");
  await show(4, "second");
  expect(page.textContent).toBe("4");
});

test("a_phone_that_slept_waits_no_longer", async () => {
  const page = document.createElement("div");
  await act(() => render(<Page wait={60} start="refusal" />, page));
  vi.setSystemTime(Date.now() + 70_000);
  await act(() => vi.advanceTimersByTimeAsync(250).then(() => undefined));
  expect(page.textContent).toBe("0");
});
