import { defineConfig } from "vitest/config";

export default defineConfig({
  // `npm run dev` shows the site as it is being written, on the API of a running `cargo dev up`.
  server: {
    proxy: { "/api": "http://localhost:4700" },
    // The list of common passwords is the service's own.
    fs: { allow: [".", "../functions/accounts/data"] },
  },
  build: {
    // Phones of some years ago are part of the audience.
    target: ["chrome87", "edge88", "firefox78", "safari14"],
    // Nothing becomes a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What most pages share comes as one file: on a bad line every request costs.
        codeSplitting: {
          groups: [
            {
              name: "shared",
              test: /node_modules\/(preact|openapi-fetch)|src\/(api|challenge|components|domain|hooks)\/(?!form\/)/,
              priority: 1,
            },
            { name: "account", test: /src\/account\// },
            // Each takes with it what it needs that no group before has. Who reads about a programme needs no form.
            { name: "application", test: /src\/(application\/(?!revision)|texts\/(application\/|education))/ },
            { name: "form", test: /src\/(components|domain|texts)\/form\// },
            { name: "console", test: /src\/(console|texts\/console)\// },
          ],
        },
      },
    },
  },
  css: {
    preprocessorOptions: {
      // govuk-frontend's own warnings are not ours to mend.
      scss: { quietDeps: true },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
  },
});
