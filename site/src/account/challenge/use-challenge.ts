import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem";
import { solveChallenge } from "./solve";

export type ChallengeState = "not_asked" | "working" | "solved" | "failed";

/** A challenge beside a form. */
export interface ChallengeWork {
  state: ChallengeState;
  /** How sure it is that the work is done by now, from 0 to 1. */
  share: number;
  /** Gets and solves another one. */
  renew: () => Promise<string>;
  /** Sends with what the service asks for: a solved challenge, and another one where that is not good (any more). */
  answer: <T>(send: (payload: string | undefined) => Promise<T>) => Promise<T>;
}

/** How often one sending is given another challenge. */
const RENEWALS = 2;

/**
 * Solves a challenge while the reader fills in the form (S12). With `asked`
 * false nothing is solved before the service asks for it (sign-in after failures).
 */
export function useChallenge({ asked = true, solve = solveChallenge } = {}): ChallengeWork {
  const [state, setState] = useState<ChallengeState>(asked ? "working" : "not_asked");
  const [share, setShare] = useState(0);
  const wanted = useRef(asked);
  const level = useRef(0);
  const work = useRef<Promise<string> | null>(null);
  const abort = useRef(new AbortController());

  function renew(): Promise<string> {
    wanted.current = true;
    abort.current.abort();
    abort.current = new AbortController();
    const { signal } = abort.current;
    const tell = (state: ChallengeState) => !signal.aborted && setState(state);
    setShare(0);
    setState("working");
    const solving = solve(level.current, signal, (share) => !signal.aborted && setShare(share)).then(
      (payload) => {
        tell(payload === null ? "failed" : "solved");
        if (payload === null) throw new Problem(0, "challenge_unsolved", "");
        return payload;
      },
      (error: unknown) => {
        tell("failed");
        throw error instanceof Problem ? error : Problem.noConnection();
      },
    );
    work.current = solving;
    solving.catch(() => {
      // What failed is begun anew the next time.
      if (work.current === solving) work.current = null;
    });
    return solving;
  }

  async function answer<T>(send: (payload: string | undefined) => Promise<T>): Promise<T> {
    for (let renewals = 0; ; renewals++) {
      try {
        return await send(wanted.current ? await (work.current ?? renew()) : undefined);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const again = isAboutChallenge(error);
        level.current = Math.max(level.current, error.asks.challengeLevel ?? 0);
        // Used up by what was refused: the next one is solved while the reader corrects it.
        if (again || (wanted.current && error.status === 401)) void renew().catch(() => undefined);
        if (!again || renewals === RENEWALS) throw error;
      }
    }
  }

  useEffect(() => {
    if (asked) void renew().catch(() => undefined);
    return () => abort.current.abort();
  }, []);

  return { state, share, renew, answer };
}

/** A challenge is asked for, or the one that came is not (or no longer) good. */
function isAboutChallenge({ code, errors, status }: Problem): boolean {
  return status !== 0 && (code.startsWith("challenge") || errors.some(({ pointer }) => pointer === "/challenge"));
}
