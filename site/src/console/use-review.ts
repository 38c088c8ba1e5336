import { api, reply } from "../api/client";
import type { Problem } from "../api/problem";
import { useLoaded } from "../hooks/use-loaded";

/** What the parts of a review's page that change it need of the page. */
export interface ReviewWork {
  onErrors: (hasErrors: boolean) => void;
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
