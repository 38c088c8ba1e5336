import { useEffect } from "preact/hooks";
import { go } from "../../hooks/place";
import { paths } from "../../paths";
import { WaitingPage } from "../../ui/await";

/** The door of the console: the queue is behind it. */
export default function ConsolePage() {
  useEffect(() => go(paths.reviews, { replace: true }), []);
  return <WaitingPage />;
}
