import { api, reply } from "../api/client";
import type { BodyOf, RosterReply } from "../api/types";
import { usePages } from "../hooks/use-pages";

/** How a roster is imported. */
export interface HowToImport {
  /** The service only says what the file would change. */
  dryRun: boolean;
  /** The file names everybody. */
  wholeRoster: boolean;
}

/** Sends a roster file as it is: what it is the service finds out, whatever the office's program calls it. */
export async function importRoster(file: File, how: HowToImport): Promise<RosterReply> {
  return reply(
    api.PUT("/api/staff/roster", {
      params: { query: how },
      body: file as unknown as BodyOf<"import_roster">,
      bodySerializer: (body: unknown) => body as File,
      headers: { "Content-Type": "application/octet-stream" },
    }),
  );
}

/** The imports there were, the newest first. */
export function useRosterImports() {
  return usePages(
    (cursor) => reply(api.GET("/api/staff/roster/imports", { params: { query: cursor ? { cursor } : {} } })),
    [],
  );
}
