import type { Review } from "../api/types";
import { paths } from "../paths";

type PathOfReview = (parameters: { reviewId: string }) => string;

/** Where a task of the queue is looked at, by the kind of its subject. */
const PAGES: Record<Review["subject"]["kind"], PathOfReview> = {
  application: paths.review,
  registration: paths.registrationReview,
  student_number: paths.unknownNumber,
  deadline: paths.deadlineReview,
  letter: paths.letterReview,
  permit: paths.permitReview,
};

/** The page of a task; none for a kind that this site does not know yet. */
export function pathOfReview(kind: string, reviewId: string): string | undefined {
  const pages: Partial<Record<string, PathOfReview>> = PAGES;
  return pages[kind]?.({ reviewId });
}
