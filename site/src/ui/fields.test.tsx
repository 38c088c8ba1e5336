import { useState } from "preact/hooks";
import { expect, test } from "vitest";
import { openPage, settled, type } from "../testing/page";
import { PasswordField } from "./fields";

function Page() {
  const [password, setPassword] = useState("");
  return (
    <PasswordField
      id="password"
      label="Password"
      value={password}
      onValue={setPassword}
      autocomplete="current-password"
    />
  );
}

const field = () => document.getElementById("password") as HTMLInputElement;
const toggle = () => document.querySelector<HTMLButtonElement>("[aria-controls='password']");

test("a_password_is_hidden_until_its_owner_asks_to_see_it", async () => {
  await openPage(<Page />);
  await type("password", "Willow-Lantern-27");
  expect(field().type).toBe("password");
  await settled(() => toggle()?.click());
  expect([field().type, field().value]).toEqual(["text", "Willow-Lantern-27"]);
  await settled(() => toggle()?.click());
  expect(field().type).toBe("password");
});

test("a_password_can_be_pasted_and_filled_in_by_a_manager", async () => {
  await openPage(<Page />);
  expect([field().autocomplete, field().name]).toEqual(["current-password", "password"]);
  expect([field().readOnly, field().maxLength]).toEqual([false, -1]);
  // Nothing stands in the way of the paste; the browser puts the text into the field.
  const paste = new Event("paste", { bubbles: true, cancelable: true });
  await settled(() => field().dispatchEvent(paste));
  expect(paste.defaultPrevented).toBe(false);
});
