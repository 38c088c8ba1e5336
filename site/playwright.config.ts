import { defineConfig } from "@playwright/test";
import { baseUrl } from "./e2e/stack";

/** Runs against a stack that is up: its address comes from the environment (see e2e/stack.ts). */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/administrator.ts",
  outputDir: "test-results",
  // The journey is long, and machines are slow at times.
  timeout: 10 * 60_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  // Every spec brings its own people, so they share the stack.
  fullyParallel: true,
  workers: 3,
  reporter: [["list"]],
  use: {
    baseURL: baseUrl(),
    locale: "en-GB",
    timezoneId: "Europe/Lisbon",
    viewport: { width: 390, height: 844 },
    actionTimeout: 20_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
