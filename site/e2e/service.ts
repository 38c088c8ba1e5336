import { randomInt } from "node:crypto";
import { request as send } from "node:http";
import { baseUrl } from "./stack";

/** Each process of the tests has a network address of its own, and so limits of its own. */
const OWN_ADDRESS = `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`;

/** What a call brings beside its method and path. */
interface Call {
  body?: object;
  /** The access token of whoever calls. */
  token?: string;
  headers?: Record<string, string>;
}

/** One call of the API, past the pages; anything but a success is thrown. */
export async function call<Reply = unknown>(method: string, path: string, given: Call = {}): Promise<Reply> {
  const url = new URL(path, baseUrl());
  const headers = {
    ...(given.body && { "Content-Type": "application/json" }),
    ...(given.token && { Authorization: `Bearer ${given.token}` }),
    ...given.headers,
  };
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = send(url, { method, headers, localAddress: OWN_ADDRESS, family: 4 }, (response) => {
      let text = "";
      response.on("data", (part) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on("error", reject);
    request.end(given.body && JSON.stringify(given.body));
  });
  if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as Reply;
}
