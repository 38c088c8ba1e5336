import { Problem } from "../../api/problem";
import type { RequestedUpload } from "../../api/types";
import type { Announced, Folder } from "./folder";

type Upload = NonNullable<RequestedUpload["upload"]>;

/** A file that somebody chose for a slot of the checklist. */
export interface ChosenFile {
  slot: string;
  file: File;
  /** When the paper was issued, YYYY-MM-DD, where the slot asks for it. */
  issuedOn?: string | undefined;
}

/** Which of the files is under way, and the share of it that has left, from 0 to 1. */
export type Progress = (chosen: ChosenFile, share: number) => void;

/** The pauses before the file is sent to the same link again, in milliseconds. */
const PAUSES = [1000, 3000];

/**
 * Uploads files into slots of a folder: asks for all links at
 * once and sends one file after the other. Answers what went wrong with which
 * file; these can be passed in again. Asking again for a file that has not
 * arrived gives a new link for the same document, because a link lives for
 * minutes and a bad line can outlast it.
 */
export async function uploadDocuments(
  folder: Folder,
  chosen: readonly ChosenFile[],
  progress: Progress,
): Promise<Map<ChosenFile, Problem>> {
  const failed = new Map<ChosenFile, Problem>();
  const announced: [ChosenFile, Announced][] = [];
  // One after the other: a phone cannot hold twenty files at once.
  for (const one of chosen) {
    try {
      announced.push([one, await announce(one)]);
    } catch {
      failed.set(one, new Problem(422, "file_unreadable", ""));
    }
  }
  if (announced.length === 0) return failed;
  const files = announced.map(([, file]) => file);
  const { items } = await folder.announce(files);
  for (const [place, [one]] of announced.entries()) {
    const verdict = items[place];
    try {
      if (!verdict?.upload) throw new Problem(422, "invalid_input", "", verdict?.errors);
      await sendPatiently(verdict.upload, one.file, (share) => progress(one, share));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failed.set(one, error);
    }
  }
  return failed;
}

/** What the service wants to know of a file; thrown is what keeps the browser from reading it. */
async function announce({ slot, file, issuedOn }: ChosenFile): Promise<Announced> {
  return {
    slot,
    fileName: file.name,
    contentType: contentTypeOf(file),
    sizeBytes: file.size,
    sha256: await digestOf(file),
    ...(issuedOn ? { issuedOn } : {}),
  };
}

const TYPES_BY_ENDING: Record<string, string> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  pdf: "application/pdf",
};

/** The media type of a file; some phones know only its name. */
export function contentTypeOf(file: File): string {
  const ending = file.name.slice(file.name.lastIndexOf(".") + 1).toLowerCase();
  return file.type || (TYPES_BY_ENDING[ending] ?? "application/octet-stream");
}

async function digestOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

async function sendPatiently(upload: Upload, file: File, progress: (share: number) => void): Promise<void> {
  for (const pause of PAUSES) {
    try {
      return await send(upload, file, progress);
    } catch (error) {
      const expired = Date.now() + pause > Date.parse(upload.expiresAt);
      if (!(error instanceof Problem) || error.status !== 0 || expired) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return send(upload, file, progress);
}

/** Headers that a browser sets by itself and lets nobody else set. */
const OWN_OF_THE_BROWSER = new Set(["content-length", "host"]);

/** One PUT with exactly the headers that were signed. XMLHttpRequest, because fetch tells no progress. */
function send({ method, url, headers }: Upload, file: File, progress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) {
      if (!OWN_OF_THE_BROWSER.has(name.toLowerCase())) request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      // 412: an earlier try had arrived after all (If-None-Match), only its answer was lost.
      if (request.status < 300 || request.status === 412) resolve();
      else reject(new Problem(request.status, "upload_refused", ""));
    };
    request.onerror = () => reject(Problem.noConnection());
    request.ontimeout = () => reject(Problem.noConnection());
    // A stalled line ends at some point; a slow one that moves is left alone.
    watchForStall(request);
    request.send(file);
  });
}

/** Ends an upload that has not moved for half a minute. */
function watchForStall(request: XMLHttpRequest): void {
  const STALL = 30_000;
  const end = () => {
    request.abort();
    request.dispatchEvent(new ProgressEvent("error"));
  };
  let timer = setTimeout(end, STALL);
  request.upload.addEventListener("progress", () => {
    clearTimeout(timer);
    timer = setTimeout(end, STALL);
  });
  request.addEventListener("loadend", () => clearTimeout(timer));
}
