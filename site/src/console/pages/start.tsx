import { useEffect } from "preact/hooks";
import { WaitingPage } from "../../ui/await";
import { go } from "../../hooks/place";

/** The door of the console: the queue is behind it. */
export default function ConsolePage() {
  useEffect(() => go("/console/reviews", { replace: true }), []);
  return <WaitingPage />;
}
