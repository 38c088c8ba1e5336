import { solveChallengeWorkers } from "altcha-lib";
import type { Challenge } from "altcha-lib/types";
import { api, reply } from "../api/client";

/**
 * Gets a proof-of-work challenge and solves it in workers (S12). The answer is
 * the ALTCHA payload for a field `challenge`; null when the device gave up.
 */
export async function solveChallenge(signal: AbortSignal): Promise<string | null> {
  // The API document leaves the parameters to ALTCHA's own description.
  const challenge = (await reply(api.GET("/api/challenges"))) as Challenge;
  const controller = new AbortController();
  signal.addEventListener("abort", () => controller.abort());
  const solution = await solveChallengeWorkers({
    challenge,
    controller,
    concurrency: Math.min(navigator.hardwareConcurrency || 2, 8),
    createWorker: () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
  });
  return solution && btoa(JSON.stringify({ challenge, solution }));
}
