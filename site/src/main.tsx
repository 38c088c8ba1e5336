import { render } from "preact";
import { followOtherTabs, restoreSession } from "./api/session";
import { App } from "./app";
import { openPhrasebooks, tellBrowser } from "./hooks/language";
import { followLinks } from "./hooks/place";
import { loadAhead } from "./router";
import { NOT_FOUND, ROUTES } from "./routes";
import { uiTexts } from "./ui/use-texts";

tellBrowser();
followLinks();
loadAhead(ROUTES, NOT_FOUND);
followOtherTabs();
void restoreSession();
void openPhrasebooks([uiTexts]).then(() => {
  const site = document.getElementById("site");
  if (site) render(<App />, site);
});
