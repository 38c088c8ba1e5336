import { useState } from "preact/hooks";

/** A box to be ticked, as a declaration. */
export interface Tick {
  ticked: boolean;
  /** What it was ticked for has changed since: it counts no more, and has to be read and ticked again. */
  outdated: boolean;
  set: (ticked: boolean) => void;
}

/** A box that is ticked for one `version` of what stands above it. */
export function useTick(version: number | undefined): Tick {
  const [of, setOf] = useState<number | null>(null);
  const ticked = of !== null && of === version;
  return {
    ticked,
    outdated: of !== null && version !== undefined && !ticked,
    set: (ticked) => setOf((ticked && version) || null),
  };
}
