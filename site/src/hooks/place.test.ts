import { expect, test, vi } from "vitest";

test("a_link_whose_hash_a_gateway_has_written_anew_leads_where_it_was_meant_to", async () => {
  history.replaceState(null, "", "/confirm-registration-email%23code=secret");
  vi.resetModules();
  const { currentPath } = await import("./place");
  expect(currentPath()).toBe("/confirm-registration-email");
  expect(location.hash).toBe("#code=secret");
});
