import type { Session } from "../api/types";

/** The session of a made-up person. */
export function session(
  kind: Session["account"]["kind"],
  accessToken = "token",
  roles: Session["account"]["roles"] = ["reviewer"],
): Session {
  return {
    accessToken,
    expiresAt: "2026-11-22T00:10:00Z",
    account: { id: "acc_1", userName: "tester", kind, roles: kind === "staff" ? roles : [], locale: "en" },
  };
}
