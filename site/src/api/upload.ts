import { api, reply } from "./client";
import { intentKey, settle } from "./idempotency";
import { Problem } from "./problem";
import type { RequestedUpload } from "./types";

type Upload = RequestedUpload["upload"];

/** The share of the file that has left, from 0 to 1. */
export type Progress = (share: number) => void;

/** The pauses before the file is sent to the same link again, in milliseconds. */
const PAUSES = [1000, 3000];

/**
 * Uploads `file` into a slot of the application's checklist: asks for a link and
 * sends the file there. Called again after a failure it asks for a new link to
 * the same document, because a link lives for minutes and a bad line can outlast it.
 */
export async function uploadDocument(
  applicationId: string,
  slot: string,
  file: File,
  progress: Progress,
): Promise<void> {
  const body = {
    slot,
    fileName: file.name,
    contentType: contentTypeOf(file),
    sizeBytes: file.size,
    sha256: await digestOf(file),
  };
  const intent = `upload ${applicationId} ${JSON.stringify(body)}`;
  const { upload } = await reply(
    api.POST("/api/applications/{applicationId}/documents", {
      params: { path: { applicationId }, header: { "Idempotency-Key": intentKey(intent) } },
      body,
    }),
  ).catch((error: unknown) => {
    // A refusal is final; silence is not, and then the same key must be sent again.
    if (error instanceof Problem && error.status !== 0) settle(intent);
    throw error;
  });
  await sendPatiently(upload, file, progress);
  settle(intent);
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

async function sendPatiently(upload: Upload, file: File, progress: Progress): Promise<void> {
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
function send({ method, url, headers }: Upload, file: File, progress: Progress): Promise<void> {
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
