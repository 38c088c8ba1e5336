import { useEffect } from "preact/hooks";
import { WaitingPage } from "../../components/await";
import { go } from "../../router";

/** The door of the console: the queue is behind it. */
export default function ConsolePage() {
  useEffect(() => go("/console/reviews", { replace: true }), []);
  return <WaitingPage />;
}
