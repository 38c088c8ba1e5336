import { useEffect } from "preact/hooks";

/** The longest pause between two questions, in milliseconds. */
const LONGEST = 10_000;

/**
 * While `waiting`, calls `ask` again and again, each time after a longer pause
 * (from `first` milliseconds up to ten seconds), and not while the page is hidden.
 */
export function usePolling(waiting: boolean, ask: () => Promise<void>, first = 1000): void {
  useEffect(() => {
    if (!waiting) return;
    let pause = first;
    let timer = 0;
    let stopped = false;
    const next = () => {
      timer = window.setTimeout(async () => {
        if (!document.hidden) await ask().catch(() => undefined);
        pause = Math.min(pause * 1.4, LONGEST);
        if (!stopped) next();
      }, pause);
    };
    next();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [waiting]);
}
