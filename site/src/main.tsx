import { render } from "preact";
import { App } from "./app";
import { preferredLanguage, speak } from "./language";
import { NOT_FOUND, ROUTES } from "./pages";
import { followLinks, loadAhead } from "./router";
import { followOtherTabs, restoreSession } from "./session";

followLinks();
loadAhead(ROUTES, NOT_FOUND);
followOtherTabs();
void restoreSession();
void speak(preferredLanguage()).then(() => {
  const site = document.getElementById("site");
  if (site) render(<App />, site);
});
