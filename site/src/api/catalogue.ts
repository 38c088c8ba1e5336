import { useLoaded } from "../hooks/use-loaded";
import { api, reply } from "./client";
import type { Catalogue } from "./types";

let kept: Promise<Catalogue> | null = null;

/** Intakes, funding categories, departments: read once a visit. */
export function useCatalogue() {
  return useLoaded(readCatalogue, []);
}

function readCatalogue(): Promise<Catalogue> {
  kept ??= reply(api.GET("/api/catalogue")).catch((error: unknown) => {
    kept = null;
    throw error;
  });
  return kept;
}
