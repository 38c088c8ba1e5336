import { useEffect } from "preact/hooks";
import { go } from "../../hooks/place";
import { useReader, useSession } from "../../api/session";
import { staffHome } from "../../ui/roles";
import { WaitingPage } from "../../ui/await";

/** The door of the console: behind it is what the reader works on. */
export default function ConsolePage() {
  const session = useSession();
  const roles = useReader()?.roles ?? [];
  useEffect(() => {
    if (session.state !== "unknown") go(staffHome(roles), { replace: true });
  }, [session]);
  return <WaitingPage />;
}
