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

interface Held<T> {
  /** What the content answers. */
  inputs: readonly unknown[];
  content: T | null;
  problem: Problem | null;
}

/**
 * Reads with `read` now and whenever one of `inputs` changes: what was read for
 * others is no answer and goes at once. When `language` changes it is read
 * again too, and stays meanwhile, because it says the same in other words.
 */
export function useLoaded<T>(read: () => Promise<T>, inputs: readonly unknown[], language?: string): Loaded<T> {
  const [held, setHeld] = useState<Held<T>>({ inputs, content: null, problem: null });
  const newest = useRef({ read, inputs });
  newest.current = { read, inputs };
  const latest = useRef(0);

  async function reload(): Promise<void> {
    const mine = ++latest.current;
    const { read, inputs } = newest.current;
    try {
      const content = await read();
      if (mine === latest.current) setHeld({ inputs, content, problem: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (mine === latest.current)
        setHeld((before) => ({ inputs, content: contentFor(inputs, before), problem: error }));
    }
  }

  useEffect(() => {
    void reload();
    return () => {
      latest.current++;
    };
  }, [...inputs, language]);

  return {
    content: contentFor(inputs, held),
    problem: isFor(inputs, held) ? held.problem : null,
    reload,
    replace: (content) => setHeld({ inputs: newest.current.inputs, content, problem: null }),
  };
}

function isFor(inputs: readonly unknown[], held: Held<unknown>): boolean {
  return inputs.every((input, place) => input === held.inputs[place]);
}

function contentFor<T>(inputs: readonly unknown[], held: Held<T>): T | null {
  return isFor(inputs, held) ? held.content : null;
}
