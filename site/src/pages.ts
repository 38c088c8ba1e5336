import type { Route } from "./router";

/** Every page. Each one's code is a file of its own, loaded when it is first opened. */
export const ROUTES: readonly Route[] = [
  { path: "/", load: () => import("./pages/home") },
  { path: "/sign-in", load: () => import("./pages/sign-in") },
  { path: "/register", load: () => import("./pages/register") },
  { path: "/registered", load: () => import("./pages/registered") },
  { path: "/activate", load: () => import("./pages/activate") },
  { path: "/programmes", load: () => import("./pages/programmes") },
  { path: "/programmes/:programmeId", load: () => import("./pages/programme") },
  { path: "/applications", audience: "applicant", load: () => import("./pages/applications") },
  { path: "/applications/:applicationId", audience: "applicant", load: () => import("./pages/application") },
  {
    path: "/applications/:applicationId/basic-information",
    audience: "applicant",
    load: () => import("./pages/basic-information"),
  },
  { path: "/applications/:applicationId/documents", audience: "applicant", load: () => import("./pages/documents") },
  {
    path: "/applications/:applicationId/review",
    audience: "applicant",
    load: () => import("./pages/review-and-submit"),
  },
  { path: "/applications/:applicationId/payment", audience: "applicant", load: () => import("./pages/payment") },
  { path: "/notices", audience: "applicant", load: () => import("./pages/notices") },
  { path: "/console", load: () => import("./pages/console/start") },
  { path: "/console/sign-in", load: () => import("./pages/console/sign-in") },
  { path: "/console/reviews", audience: "staff", load: () => import("./pages/console/reviews") },
  { path: "/console/reviews/:reviewId", audience: "staff", load: () => import("./pages/console/review") },
];

export const NOT_FOUND: Route = { path: "", load: () => import("./pages/not-found") };
