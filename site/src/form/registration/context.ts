import type { Registration } from "../../api/types";
import type { Context } from "../spec";

/** What the conditions of the form look at beside the answers. */
export function contextOf(facts: Registration["facts"]): Context {
  return { facts: { ...facts }, isMissing: () => false };
}
