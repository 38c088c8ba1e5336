import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/problem";
import { solveChallenge } from "./solve";

export type ChallengeState = "working" | "solved" | "failed";

/**
 * Solves a challenge while the reader fills in the form (S12). `payload` waits
 * for it; `renew` gets and solves another one, after a failure or once used.
 */
export function useChallenge() {
  const [state, setState] = useState<ChallengeState>("working");
  const work = useRef<Promise<string> | null>(null);
  const abort = useRef(new AbortController());

  function renew(): Promise<string> {
    setState("working");
    const solving = solveChallenge(abort.current.signal).then(
      (payload) => {
        setState(payload === null ? "failed" : "solved");
        if (payload === null) throw new Problem(0, "challenge_unsolved", "");
        return payload;
      },
      (error: unknown) => {
        setState("failed");
        throw error instanceof Problem ? error : Problem.noConnection();
      },
    );
    solving.catch(() => undefined);
    work.current = solving;
    return solving;
  }

  useEffect(() => {
    void renew().catch(() => undefined);
    return () => abort.current.abort();
  }, []);

  return { state, renew, payload: () => work.current ?? renew() };
}
