import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test } from "vitest";
import { goWith, handOver, useHandedOver } from "./hand-over";

function open(): string {
  const page = document.createElement("div");
  function Page() {
    return <p>{JSON.stringify(useHandedOver())}</p>;
  }
  void act(() => render(<Page />, page));
  return page.textContent ?? "";
}

beforeEach(() => {
  history.replaceState(null, "", "/sign-in");
  open();
});

test("a_page_gets_what_was_handed_to_it_and_only_once", () => {
  goWith("/reset-password", { name: "anna", temporaryPassword: "Sj1-secret" });
  expect(open()).toBe('{"name":"anna","temporaryPassword":"Sj1-secret"}');
  expect(open()).toBe("{}");
});

test("another_page_gets_nothing_and_takes_it_away", () => {
  handOver("/reset-password", { name: "anna" });
  expect(open()).toBe("{}");
  history.replaceState(null, "", "/reset-password");
  expect(open()).toBe("{}");
});

test("what_is_handed_over_stands_in_no_address", () => {
  goWith("/reset-password", { name: "anna", temporaryPassword: "Sj1-secret" });
  expect(location.href).not.toMatch(/anna|secret/);
  expect(JSON.stringify(history.state)).not.toMatch(/anna|secret/);
});
