import { useEffect } from "preact/hooks";

/** The longest pause between two questions, in milliseconds. */
const LONGEST = 10_000;

/**
 * While `waiting`, calls `ask` again and again, each time after a longer pause
 * (from `first` milliseconds up to ten seconds). Not while the page is hidden,
 * but at once when the reader comes back to it, from WeChat perhaps.
 */
export function usePolling(waiting: boolean, ask: () => Promise<void>, first = 1000): void {
  useEffect(() => {
    if (!waiting) return;
    let pause = first;
    let timer = 0;
    let stopped = false;
    const askAfter = (milliseconds: number) => {
      clearTimeout(timer);
      timer = window.setTimeout(async () => {
        if (!document.hidden) await ask().catch(() => undefined);
        pause = Math.min(pause * 1.4, LONGEST);
        if (!stopped) askAfter(pause);
      }, milliseconds);
    };
    const comeBack = () => document.hidden || askAfter(0);
    askAfter(pause);
    document.addEventListener("visibilitychange", comeBack);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", comeBack);
    };
  }, [waiting]);
}
