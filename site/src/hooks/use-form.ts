import { useMemo, useState } from "preact/hooks";
import { errorsByField, Problem } from "../api/problem";
import type { FieldProblem } from "../api/problem";
import { useLanguage } from "./language";
import { useAction } from "./use-action";
import { useCountdown } from "./use-countdown";

/** A form: what is wrong with it, and its submit handler. */
export interface Form {
  busy: boolean;
  problem: Problem | null;
  /** Changes with each answer to a submit, so that the error summary knows when to take the focus. */
  answer: unknown;
  /** The text of each field's error, by the field's id. */
  errors: Record<string, string>;
  /** The seconds until the service takes it again, after too many tries. */
  wait: number;
  submit: (event: Event) => void;
}

/**
 * A form that looks at its `values` with `check` before it sends them. The
 * errors of that look are told in the page's language also after a switch.
 */
export function useForm<Values>(
  values: Values,
  check: (values: Values) => FieldProblem[],
  send: () => Promise<void>,
): Form {
  const { language } = useLanguage();
  const [refused, setRefused] = useState<{ values: Values } | null>(null);
  const action = useAction(send);
  const problem = useMemo(
    () => (refused === null ? action.problem : new Problem(422, "invalid_input", "", check(refused.values))),
    [refused, action.problem, language],
  );
  const wait = useCountdown(action.problem?.asks.wait ?? 0, action.problem);

  function submit(event: Event): void {
    event.preventDefault();
    const wrong = check(values).length > 0;
    // Held in an object of its own, so that the same mistake made again is a new answer.
    setRefused(wrong ? { values } : null);
    if (!wrong) void action.run();
  }

  const answer = refused ?? action.problem;
  return { busy: action.busy, problem, answer, errors: errorsByField(problem), wait, submit };
}

/** A field that is wrong, as a check of the page finds it. */
export function mistake(field: string, detail: string): FieldProblem {
  return { pointer: `/${field}`, code: "invalid", detail };
}
