import { api, reply } from "../api/client";
import { Problem } from "../api/problem";
import { useLanguage } from "../hooks/language";
import { go } from "../hooks/place";
import { useAction } from "../hooks/use-action";
import type { Action } from "../hooks/use-action";
import { useLoaded } from "../hooks/use-loaded";

/** What the parts of a review's page that change it need of the page. */
export interface ReviewWork {
  /** Takes the review, or keeps it for longer. */
  claim: Action<[]>;
  /** Reads the review again, after it was changed. */
  reload: () => Promise<void>;
  /** Somebody else was faster. */
  onOvertaken: (problem: Problem) => Promise<void>;
}

/** A task of the queue with what it is about. */
export function useReview(reviewId: string) {
  const params = { path: { reviewId } };
  return useLoaded(() => reply(api.GET("/api/reviews/{reviewId}", { params })), [reviewId]);
}

/** A task about a registration, with what staff look at; read again when the language changes, for its findings. */
export function useRegistrationReview(reviewId: string) {
  const { language } = useLanguage();
  const params = { path: { reviewId } };
  return useLoaded(() => reply(api.GET("/api/reviews/{reviewId}/registration", { params })), [reviewId], language);
}

/** Gives a review back to the queue, and goes there. */
export function useRelease(reviewId: string, queue: string): Action<[]> {
  return useAction(async () => {
    await reply(api.DELETE("/api/reviews/{reviewId}/claim", { params: { path: { reviewId } } }));
    go(queue);
  });
}

/** Takes a review for a while, or for longer, and shows how it stands then. */
export function useClaim(reviewId: string, reload: () => Promise<void>): Action<[]> {
  return useAction(async () => {
    try {
      await reply(api.POST("/api/reviews/{reviewId}/claim", { params: { path: { reviewId } } }));
    } finally {
      await reload();
    }
  });
}

/** Says something of a review and shows how it stands then, also where somebody else was faster. */
export async function sayOf(work: Omit<ReviewWork, "claim">, send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
    await work.reload();
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409) throw error;
    await work.onOvertaken(error);
  }
}
