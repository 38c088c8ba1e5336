import { useState } from "preact/hooks";
import { go } from "../hooks/place";
import type { Texts } from "./texts/en";

/** What one page gives the next. It stays in memory: never in an address, never stored. */
export interface HandedOver {
  /** The name that was typed. */
  name?: string;
  /** The temporary password that was typed (S25). */
  temporaryPassword?: string;
  /** Whether whoever comes is staff, who need a second factor. */
  staff?: boolean;
  /** What has just happened, for the next page to say. */
  done?: keyof Texts["done"];
}

let held: { path: string; what: HandedOver } | null = null;

/** Gives the page at `path` something, should the reader go there next. */
export function handOver(path: string, what: HandedOver): void {
  held = { path, what };
}

/** Goes to a page of this site and gives it something on the way. */
export function goWith(path: string, what: HandedOver, options?: { replace?: boolean }): void {
  handOver(path, what);
  go(path, options);
}

/** What the page before gave this one, once: empty after a reload. */
export function useHandedOver(): HandedOver {
  return useState(takeOver)[0];
}

function takeOver(): HandedOver {
  const taken = held?.path === location.pathname ? held.what : {};
  held = null;
  return taken;
}
