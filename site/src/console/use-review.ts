import { api, reply } from "../api/client";
import type { Problem } from "../api/problem";
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
