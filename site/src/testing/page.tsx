import { render } from "preact";
import type { ComponentChildren } from "preact";
import { act } from "preact/test-utils";
import { afterEach, vi } from "vitest";
import { LanguageProvider, openPhrasebooks, speak } from "../hooks/language";
import type { Phrasebook, Language } from "../hooks/language";

/** Does it, and waits until what follows of it is drawn. */
export async function settled(work: () => unknown = () => undefined): Promise<void> {
  await act(async () => void (await work()));
  for (let round = 0; round < 5; round++) await act(() => new Promise<void>((resolve) => setTimeout(resolve)));
}

/** Waits until it is so. */
export function until(check: () => void): Promise<void> {
  return vi.waitFor(
    async () => {
      await settled();
      check();
    },
    { timeout: 4000 },
  );
}

const MODULES = import.meta.glob<Record<string, unknown>>("../**/use-texts.ts", { eager: true });
const PHRASEBOOKS = Object.values(MODULES).flatMap((module) =>
  Object.values(module).filter((each): each is Phrasebook => typeof each === "object"),
);

/** Speaks `language`, whatever is opened. */
export async function speakEverywhere(language: Language): Promise<void> {
  await openPhrasebooks(PHRASEBOOKS);
  await speak(language);
}

/** Draws a page in the document, in place of the one before. */
export async function openPage(page: ComponentChildren, language: Language = "en"): Promise<void> {
  await speakEverywhere(language);
  document.body.innerHTML = "<div id='site'></div>";
  const site = document.getElementById("site");
  if (!site) throw new Error("no site");
  await settled(() => render(<LanguageProvider>{page}</LanguageProvider>, site));
}

afterEach(async () => {
  const site = document.getElementById("site");
  if (site) await settled(() => render(null, site));
  vi.unstubAllGlobals();
});

/** What the page says. */
export const text = () => document.body.textContent?.replace(/\s+/g, " ") ?? "";

/** The button or link that begins with `name`; undefined where there is none. */
export function named(name: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>("button, a")].find((each) =>
    each.textContent?.trim().startsWith(name),
  );
}

/** Presses the button that begins with `name`. */
export async function press(name: string): Promise<void> {
  const button = named(name);
  if (!button) throw new Error(`no button ${name}`);
  button.focus();
  await settled(() => button.click());
}

/** Types into a field, or chooses of a list. */
export async function type(id: string, value: string): Promise<void> {
  const field = document.getElementById(id) as HTMLInputElement | null;
  if (!field) throw new Error(`no field ${id}`);
  await settled(() => {
    field.value = value;
    field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
  });
}

/** Ticks or unticks a box. */
export async function tick(id: string): Promise<void> {
  await settled(() => document.getElementById(id)?.click());
}

/** What the service answers to a call, by "GET /api/path"; a number stands for a refusal with that status. */
export type Answers = Record<string, (body: unknown) => unknown>;

/** A refusal of the service. */
export const refused = (status: number, code: string, more: object = {}) =>
  Response.json({ code, detail: `The service says ${code}.`, ...more }, { status });

/** Stands in for the service. Answers the calls it got, as "GET /api/path", in their order. */
export function serve(answers: Answers): string[] {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const call = `${request.method} ${pathname}`;
    calls.push(call + search);
    const answer = answers[call];
    if (!answer) return refused(404, "not_found");
    const text = await request.text();
    const given = await answer(text === "" ? undefined : JSON.parse(text));
    return given instanceof Response ? given : Response.json(given ?? {});
  });
  return calls;
}
