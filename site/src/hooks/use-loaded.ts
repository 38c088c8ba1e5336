import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/problem";

/** Something read from the service. While it is read again, the earlier content stays. */
export interface Loaded<T> {
  content: T | null;
  problem: Problem | null;
  /** Reads it again. */
  reload: () => Promise<void>;
  /** Takes over what a change answered, instead of reading it again. */
  replace: (content: T) => void;
}

/** Reads with `read` now and whenever one of `inputs` changes. */
export function useLoaded<T>(read: () => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [content, setContent] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const latest = useRef(0);

  async function reload(): Promise<void> {
    const mine = ++latest.current;
    try {
      const answer = await read();
      if (mine !== latest.current) return;
      setContent(() => answer);
      setProblem(null);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (mine === latest.current) setProblem(error);
    }
  }

  useEffect(() => {
    void reload();
    return () => {
      latest.current++;
    };
  }, inputs);

  return { content, problem, reload, replace: (answer) => setContent(() => answer) };
}
