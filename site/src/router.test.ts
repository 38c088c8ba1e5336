import { expect, test } from "vitest";
import { match } from "./router";

test("a_path_gives_its_varying_parts", () => {
  expect(match("/applications/:applicationId/documents", "/applications/app_1/documents")).toEqual({
    applicationId: "app_1",
  });
  expect(match("/applications/:applicationId", "/applications/app_1/documents")).toBeNull();
  expect(match("/applications/:applicationId", "/applications/")).toBeNull();
  expect(match("/", "/")).toEqual({});
});
