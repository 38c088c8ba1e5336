import { beforeEach, expect, test } from "vitest";
import { Problem } from "../api/problem";
import { named, openPage, press, settled, text } from "../testing/page";
import { Await } from "../ui/await";
import { MoreButton } from "../ui/more-button";
import { createStore, useStore } from "./store";
import type { Store } from "./store";
import { usePages } from "./use-pages";
import type { PageOf } from "./use-pages";

type Answer = { succeed: (page: PageOf<string>) => void; fail: (problem: Problem) => void };

/** What was asked of the service and not answered yet, as "queue cursor". */
let asked: Map<string, Answer>;
let queue: Store<string>;
let language: Store<string>;

function read(queue: string, cursor = ""): Promise<PageOf<string>> {
  return new Promise((succeed, fail) => asked.set(`${queue} ${cursor}`.trim(), { succeed, fail }));
}

function Page() {
  const shown = useStore(queue);
  const pages = usePages((cursor) => read(shown, cursor), [shown], useStore(language));
  return (
    <>
      <Await loaded={pages.list}>{({ items }) => <p>{items.join(" ")}</p>}</Await>
      <MoreButton {...pages} />
      <button onClick={() => void pages.list.reload()}>Refresh</button>
    </>
  );
}

const answer = (call: string, items: string[], next?: string) =>
  settled(() => asked.get(call)?.succeed({ items, ...(next ? { next } : {}) }));
const fail = (call: string) => settled(() => asked.get(call)?.fail(Problem.noConnection()));

beforeEach(async () => {
  asked = new Map();
  queue = createStore("general");
  language = createStore("en");
  await openPage(<Page />);
  await answer("general", ["one"], "c1");
  expect(text()).toContain("one");
});

test("the_rows_of_before_are_no_answer_to_another_question", async () => {
  await settled(() => queue.set("mine"));
  expect(text()).not.toContain("one");
  await fail("mine");
  expect(text()).toContain("The service could not be reached.");
  expect(text()).not.toContain("one");
  await press("Try again");
  await answer("mine", ["three"]);
  expect(text()).toContain("three");
  expect(text()).not.toContain("The service could not be reached.");
});

test("what_comes_for_the_question_of_before_is_dropped", async () => {
  await press("Show more");
  await settled(() => queue.set("mine"));
  await answer("mine", ["three"]);
  await answer("general c1", ["two"]);
  expect(text()).toContain("three");
  expect(text()).not.toMatch(/one|two/);
});

test("more_of_a_list_that_was_read_again_meanwhile_is_dropped", async () => {
  await press("Show more");
  await press("Refresh");
  await answer("general", ["zero", "one"], "c1");
  await answer("general c1", ["two"]);
  expect(text()).toContain("zero one");
  expect(text()).not.toContain("two");
  await press("Show more");
  await answer("general c1", ["two"]);
  expect(text()).toContain("zero one two");
});

test("rows_that_could_not_be_read_again_stay_and_it_is_said", async () => {
  await press("Refresh");
  expect(text()).toContain("one");
  await fail("general");
  expect(text()).toMatch(/The service could not be reached.*one/);
  expect(named("Try again")).toBeDefined();
});

test("in_another_language_the_rows_stay_until_the_new_ones_are_there", async () => {
  await settled(() => language.set("zh"));
  expect(text()).toContain("one");
  await answer("general", ["eins"]);
  expect(text()).toContain("eins");
});
