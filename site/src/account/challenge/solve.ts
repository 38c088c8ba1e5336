import { solveChallengeWorkers } from "altcha-lib";
import type { Challenge } from "altcha-lib/types";
import { api, reply } from "../../api/client";
import { TRIED } from "./tried";

/** How sure it is that the work is done by now, from 0 to 1. */
export type Progress = (share: number) => void;

/** How long one worker may try, in milliseconds: a slow phone may need it at the highest level. */
const TIME_LIMIT = 5 * 60_000;

/**
 * Gets a proof-of-work challenge of a level and solves it in workers (S12). The
 * answer is the ALTCHA payload for a field `challenge`; null when the device gave up.
 */
export async function solveChallenge(level: number, signal: AbortSignal, progress: Progress): Promise<string | null> {
  const params = { query: level > 0 ? { level } : {} };
  // The API document leaves the parameters to ALTCHA's own description.
  const challenge = (await reply(api.GET("/api/challenges", { params }))) as Challenge;
  const controller = new AbortController();
  signal.addEventListener("abort", () => controller.abort());
  const count = countTries(challenge, progress);
  const solution = await solveChallengeWorkers({
    challenge,
    controller,
    timeout: TIME_LIMIT,
    concurrency: Math.min(navigator.hardwareConcurrency || 2, 8),
    createWorker() {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
      worker.addEventListener("message", count);
      return worker;
    },
  });
  return solution && btoa(JSON.stringify({ challenge, solution }));
}

/** Any try may be the last one, so the share is how many of all solvers would be done by now. */
function countTries({ parameters }: Challenge, progress: Progress) {
  const expected = 16 ** parameters.keyPrefix.length;
  let tries = 0;
  return (message: MessageEvent) => {
    if (message.data !== TRIED) return;
    // The solver takes every message for a result.
    message.stopImmediatePropagation();
    tries++;
    if (tries % 8 === 0) progress(1 - Math.exp(-tries / expected));
  };
}
