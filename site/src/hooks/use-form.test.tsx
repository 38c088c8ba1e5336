import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeAll, expect, test, vi } from "vitest";
import { Problem } from "../api/problem";
import { LanguageProvider, speak } from "./language";
import { mistake, useForm } from "./use-form";
import type { Form } from "./use-form";

beforeAll(() => speak("en"));

/** A form of one text that must not be empty. */
function openForm(send: () => Promise<void>) {
  let form: Form | undefined;
  let type: (text: string) => void = () => undefined;
  const page = document.createElement("div");
  function Page({ text }: { text: string }) {
    form = useForm(text, (text) => (text === "" ? [mistake("name", "Enter a name")] : []), send);
    return <p>{form.errors.name}</p>;
  }
  const show = (text: string) =>
    act(() =>
      render(
        <LanguageProvider>
          <Page text={text} />
        </LanguageProvider>,
        page,
      ),
    );
  type = (text) => void show(text);
  type("");
  const submit = () => act(async () => form?.submit(new Event("submit")));
  return { form: () => form, type, submit, text: () => page.textContent };
}

test("a_mistake_of_a_single_value_is_told_where_it_is", async () => {
  const send = vi.fn(async () => undefined);
  const page = openForm(send);
  await page.submit();
  expect(page.text()).toBe("Enter a name");
  expect(send).not.toHaveBeenCalled();
  page.type("anna");
  await page.submit();
  expect(page.text()).toBe("");
  expect(send).toHaveBeenCalledTimes(1);
});

test("the_same_mistake_again_is_a_new_answer", async () => {
  const page = openForm(async () => undefined);
  await page.submit();
  const first = page.form()?.answer;
  await page.submit();
  expect(page.form()?.answer).not.toBe(first);
});

test("a_limit_of_the_service_becomes_a_wait", async () => {
  const limited = new Problem(429, "too_many_requests", "", [], undefined, { wait: 8 });
  const page = openForm(() => Promise.reject(limited));
  page.type("anna");
  await page.submit();
  expect(page.form()?.problem).toBe(limited);
  expect(page.form()?.wait).toBe(8);
});
