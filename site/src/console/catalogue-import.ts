import { api, reply } from "../api/client";
import type { BodyOf, ImportReply } from "../api/types";
import { useLoaded } from "../hooks/use-loaded";

/** Sends a catalogue file as it is; with `dryRun` the service only says what it would change. */
export async function importCatalogue(file: File, dryRun: boolean): Promise<ImportReply> {
  const type = /\.csv$/i.test(file.name) ? "text/csv" : "application/json";
  return reply(
    api.PUT("/api/staff/programmes", {
      params: { query: { dryRun } },
      // Sent as it is, whatever it holds: the service reads it.
      body: file as unknown as BodyOf<"import_programmes">,
      bodySerializer: (body: unknown) => body as File,
      headers: { "Content-Type": type },
    }),
  );
}

/** How far an import has come. */
export function useImport(importId: string) {
  const params = { path: { importId } };
  return useLoaded(() => reply(api.GET("/api/staff/imports/{importId}", { params })), [importId]);
}
