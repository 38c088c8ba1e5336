import { defineConfig } from "vitest/config";

/** What a file that loads later is called: a page after itself, a text after its room and its language. */
function nameOf({ name, facadeModuleId }: { name: string; facadeModuleId: string | null }): string {
  const [, room = "", language] = /\/src\/(.+)\/texts\/(en|zh)\.ts$/.exec(facadeModuleId ?? "") ?? [];
  return `assets/${language ? `${room.replace("/", "-")}-${language}` : name}-[hash].js`;
}

export default defineConfig({
  // `npm run dev` shows the site as it is being written, on the API of a running `cargo dev up`.
  server: {
    proxy: { "/api": "http://localhost:4700" },
    // The list of common passwords is the service's own, and so are the tables of the forms.
    fs: { allow: [".", "../functions/accounts/data", "../docs/forms.json"] },
  },
  build: {
    // Phones of some years ago are part of the audience.
    target: ["chrome87", "edge88", "firefox78", "safari14"],
    // Nothing becomes a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        chunkFileNames: nameOf,
        // What most pages share comes as one file: on a bad line every request costs.
        codeSplitting: {
          groups: [
            {
              name: "shared",
              test: /node_modules\/(preact|openapi-fetch)|src\/(api|domain|hooks|ui)\/(?!qr-code|sign-in-log|texts\/|styles\/)|use-texts/,
              priority: 1,
            },
            // Each takes with it what it needs that no group before has: QR codes are for few pages, and who reads
            // about a programme needs no form.
            { name: "account", test: /src\/account\/(?!pages\/|texts\/|authenticator-key).*tsx?$/ },
            { name: "applying", test: /src\/applying\/(?!pages\/|texts\/|revision|section-|use-).*tsx?$/ },
            { name: "documents", test: /src\/form\/(documents\/(?!.*texts)|say).*tsx?$/ },
            { name: "form", test: /src\/form\/(?!.*texts).*tsx?$/ },
            { name: "filling", test: /src\/applying\/(revision|section-|use-section)/ },
            { name: "registering", test: /src\/registering\/form\/(?!.*texts).*tsx?$/ },
            { name: "console", test: /src\/console\/(?!pages\/|texts\/).*tsx?$/ },
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
