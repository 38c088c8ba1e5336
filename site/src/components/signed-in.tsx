import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { go } from "../router";
import { useSession } from "../session";
import { WaitingPage } from "./await";

interface Props {
  audience: "applicant" | "staff";
  children: ComponentChildren;
}

/** Shows its content to whom it is for, and leads everybody else to the right sign-in. */
export function SignedIn({ audience, children }: Props) {
  const session = useSession();
  const mayPass = session.state === "signed_in" && session.account.kind === audience;

  useEffect(() => {
    if (session.state === "unknown" || mayPass) return;
    const signIn = audience === "staff" ? "/console/sign-in" : "/sign-in";
    go(`${signIn}?next=${encodeURIComponent(location.pathname + location.search)}`, { replace: true });
  }, [session, mayPass, audience]);

  if (mayPass) return <>{children}</>;
  return <WaitingPage />;
}
