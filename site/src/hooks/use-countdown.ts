import { useEffect, useState } from "preact/hooks";

/** The seconds that are left of `wait`; they run anew with every new `start`. */
export function useCountdown(wait: number, start: unknown): number {
  const [left, setLeft] = useState(wait);
  useEffect(() => {
    const end = Date.now() + wait * 1000;
    // Counted from the clock: a sleeping phone must not wait longer.
    const count = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    count();
    const timer = setInterval(() => {
      count();
      if (Date.now() >= end) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [start]);
  return left;
}
