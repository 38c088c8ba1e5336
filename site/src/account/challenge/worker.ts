import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";
import { handler } from "altcha-lib/workers/shared";
import { TRIED } from "./tried";

// Runs beside the page, so that typing stays smooth while it calculates.
handler({
  deriveKey(...given) {
    self.postMessage(TRIED);
    return deriveKey(...given);
  },
});
