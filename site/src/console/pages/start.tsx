import { paths } from "../../paths";
import { useEffect } from "preact/hooks";
import { WaitingPage } from "../../ui/await";
import { go } from "../../hooks/place";

/** The door of the console: the queue is behind it. */
export default function ConsolePage() {
  useEffect(() => go(paths.reviews, { replace: true }), []);
  return <WaitingPage />;
}
