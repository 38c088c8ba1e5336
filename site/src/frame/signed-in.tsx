import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useReader, useSession } from "../api/session";
import type { Reader } from "../api/session";
import { go, usePlace } from "../hooks/place";
import { onTheWayTo, signInOf } from "../paths";
import type { Audience } from "../router";
import { WaitingPage } from "../ui/await";
import NotFoundPage from "./pages/not-found";

interface Props {
  audience: Audience;
  /** Where the page stands that is behind the door. */
  path: string;
  children: ComponentChildren;
}

/** Shows its content to whom it is for, and leads everybody else to the right sign-in. */
export function SignedIn({ audience, path, children }: Props) {
  const session = useSession();
  // A page stays until the code of the next is there; who has left it is led nowhere.
  const isLeft = usePlace().path !== path;
  const reader = useReader();
  const ofStaff = audience !== "account" && audience !== "applicant";
  const lacksRole = ofStaff && reader?.kind === "staff" && !isOf(audience, reader);
  const mayPass = reader !== null && isOf(audience, reader);

  useEffect(() => {
    if (session.state === "unknown" || mayPass || lacksRole || isLeft) return;
    go(onTheWayTo(location.pathname + location.search, signInOf(ofStaff ? "staff" : "applicant")), { replace: true });
  }, [session, mayPass, lacksRole, isLeft, ofStaff]);

  if (mayPass) return <>{children}</>;
  return lacksRole ? <NotFoundPage /> : <WaitingPage />;
}

function isOf(audience: Audience, { kind, roles }: Reader): boolean {
  if (audience === "account") return true;
  if (audience === "applicant" || audience === "staff") return kind === audience;
  if (kind !== "staff") return false;
  if (audience === "student_office") return roles.includes("registrar") || roles.includes("visa_officer");
  return roles.includes(audience);
}
