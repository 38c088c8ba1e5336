import type { BodyOf, ReplyOf } from "../../api/types";
import type { Checklist } from "../../domain/slots";

/** What the service wants to know of a file before it is sent. */
export type Announced = BodyOf<"request_uploads">["files"][number];

/** What documents belong to, and how the service is told of them. */
export interface Folder extends Checklist {
  /** By which copies of a file name it. */
  id: string;
  /** Asks for links to send files to. */
  announce: (files: Announced[]) => Promise<ReplyOf<"request_uploads">>;
  /** Takes a document back. */
  remove: (documentId: string) => Promise<void>;
}
