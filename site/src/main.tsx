import { render } from "preact";
import { App } from "./app";
import { preferredLanguage, speak } from "./hooks/language";
import { NOT_FOUND, ROUTES } from "./routes";
import { followLinks } from "./hooks/place";
import { loadAhead } from "./router";
import { followOtherTabs, restoreSession } from "./api/session";

followLinks();
loadAhead(ROUTES, NOT_FOUND);
followOtherTabs();
void restoreSession();
void speak(preferredLanguage()).then(() => {
  const site = document.getElementById("site");
  if (site) render(<App />, site);
});
