import { useState } from "preact/hooks";
import { beforeEach, expect, test } from "vitest";
import { openPage, settled, text } from "../testing/page";
import { phrasebook, openPhrasebooks, speak } from "./language";

type File = Promise<{ texts: { hello: string } }>;

/** A phrasebook whose Chinese texts come when they are told to. */
function slowPhrasebook() {
  let arrive: () => void = () => undefined;
  let fail: () => void = () => undefined;
  const arrived = new Promise<void>((resolve, reject) => ([arrive, fail] = [resolve, reject]));
  const slow = phrasebook({
    en: async (): File => ({ texts: { hello: "Hello" } }),
    zh: (): File => arrived.then(() => ({ texts: { hello: "你好" } })),
  });
  return { slow, arrive: () => arrive(), fail: () => fail() };
}

beforeEach(() => speak("en"));

test("the_language_changes_once_its_texts_are_there", async () => {
  const { slow, arrive } = slowPhrasebook();
  const Page = () => <p>{slow.use().hello}</p>;
  await openPhrasebooks([slow]);
  await openPage(<Page />);
  const spoken = speak("zh");
  await settled();
  expect(text()).toBe("Hello");
  arrive();
  await settled(() => spoken);
  expect(text()).toBe("你好");
  expect(document.documentElement.lang).toBe("zh-CN");
});

test("who_chooses_again_before_the_texts_are_there_gets_the_last_choice", async () => {
  const { slow, arrive } = slowPhrasebook();
  await openPhrasebooks([slow]);
  const first = speak("zh");
  await speak("en");
  arrive();
  await first;
  expect(document.documentElement.lang).toBe("en");
});

test("a_page_that_is_opened_while_the_language_changes_has_its_texts_in_both", async () => {
  const { slow, arrive } = slowPhrasebook();
  const other = slowPhrasebook();
  other.arrive();
  let open: () => void = () => undefined;
  function Site() {
    const [isOpen, setOpen] = useState(false);
    open = () => setOpen(true);
    return isOpen ? <Other /> : null;
  }
  const Other = () => <p>{other.slow.use().hello}</p>;
  await openPhrasebooks([slow]);
  await openPage(<Site />);
  const spoken = speak("zh");
  await openPhrasebooks([other.slow]);
  await settled(() => open());
  expect(text()).toBe("Hello");
  arrive();
  await settled(() => spoken);
  expect(text()).toBe("你好");
});

test("a_change_whose_texts_do_not_arrive_leaves_the_language_as_it_is", async () => {
  const { slow, fail } = slowPhrasebook();
  await openPhrasebooks([slow]);
  const spoken = speak("zh");
  fail();
  await expect(spoken).rejects.toBeUndefined();
  expect(document.documentElement.lang).toBe("en");
});
