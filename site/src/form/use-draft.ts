import { useRef, useState } from "preact/hooks";
import { Problem } from "../api/problem";
import type { FieldProblem } from "../api/problem";
import { useAction } from "../hooks/use-action";
import type { Action } from "../hooks/use-action";
import { useAutosave } from "../hooks/use-autosave";
import type { SaveState } from "../hooks/use-autosave";
import type { Fields, FieldValue } from "./spec";
import type { Intent, Save } from "./use-versioned-save";
import { topOf, withValue } from "./values";

/** What the service said of a section when it was saved last. */
export interface Found {
  missing: readonly FieldProblem[];
  warnings: readonly FieldProblem[];
  /** The fields that it was said of. */
  fields: Fields;
}

/** A section while it is filled in: kept as it is typed, and what the service says of it. */
export interface Draft {
  fields: Fields;
  change: (pointer: string, value: FieldValue) => void;
  /** Puts what is known already into a field, without keeping it before something is typed. */
  prefill: (name: string, value: FieldValue) => void;
  found: Found;
  /** Takes over what the service has said elsewhere. */
  lookedAgain: (found: Found) => void;
  /** The fields, lists and groups that the service has missed: what was asked for once stays open, also when it is there. */
  asked: readonly string[];
  saveState: SaveState;
  /** Keeps it and goes on, if the service takes it as done. */
  saveAndNext: Action<[]>;
  saveDraft: Action<[]>;
  /** Keeps what was typed and is not kept yet; throws what goes wrong. */
  settle: () => Promise<void>;
  /** Keeps it without waiting for a pause: what was just chosen decides what else is asked. */
  hurry: () => void;
  /** Whether the reader has asked to keep it as it is, and is told what is missing. */
  showsMissing: boolean;
  /** Why the last of the two did not succeed. */
  problem: Problem | null;
  /** What of the problem is about fields, with pointers within the section. */
  wrong: readonly FieldProblem[];
}

/** Fills in a section that the service keeps as `kept`, and goes on with `next` when that takes it as done. */
export function useDraft(kept: Found, save: Save, next: () => void): Draft {
  const [fields, setFields] = useState(kept.fields);
  const [found, setFound] = useState(kept);
  const [asked, setAsked] = useState(() => topsOf(kept.missing));
  const [showsMissing, setShowsMissing] = useState(false);
  const newest = useRef(fields);

  async function send(intent: Intent): Promise<void> {
    const sent = newest.current;
    const saved = await save(intent, sent);
    const missing = saved.missing.map(inSection);
    setFound({ missing, warnings: saved.warnings.map(inSection), fields: sent });
    setAsked((asked) => [...new Set([...asked, ...topsOf(missing)])]);
  }

  const saveAndNext = useAction(async () => {
    saveDraft.report(null);
    let refusal: Problem | null = null;
    await autosave.flush(async () => {
      refusal = await refusalOf(send("save_and_next"));
      // What is not complete is kept all the same (S38).
      if (refusal !== null) await send("save_draft");
    });
    if (refusal !== null) throw refusal;
    next();
  });
  const saveDraft = useAction(async () => {
    saveAndNext.report(null);
    await autosave.flush();
    setShowsMissing(true);
  });
  const autosave = useAutosave(() => send("save_draft"), saveDraft.report);
  const problem = saveAndNext.problem ?? saveDraft.problem;

  function take(changed: Fields): void {
    newest.current = changed;
    setFields(changed);
  }

  return {
    fields,
    change(pointer, value) {
      take(withValue(newest.current, pointer, value));
      autosave.touch();
    },
    prefill(name, value) {
      if (!newest.current[name]) take({ ...newest.current, [name]: value });
    },
    found,
    lookedAgain: setFound,
    asked,
    saveState: autosave.state,
    saveAndNext,
    saveDraft,
    async settle() {
      try {
        await autosave.settle();
      } catch (error) {
        if (error instanceof Problem) saveDraft.report(error);
        throw error;
      }
    },
    hurry: autosave.hurry,
    showsMissing,
    problem,
    wrong: (problem?.errors ?? []).map(inSection),
  };
}

/** Why the service does not take a section as done; null where it does. */
async function refusalOf(saving: Promise<void>): Promise<Problem | null> {
  try {
    await saving;
    return null;
  } catch (error) {
    if (error instanceof Problem && error.status === 422) return error;
    throw error;
  }
}

/** The names of the fields that problems are about. */
function topsOf(problems: readonly FieldProblem[]): string[] {
  return problems.map(({ pointer }) => topOf(pointer));
}

/** A problem of a reply with its pointer within the section. */
function inSection(problem: FieldProblem): FieldProblem {
  return { ...problem, pointer: problem.pointer.replace(/^\/fields/, "") };
}
