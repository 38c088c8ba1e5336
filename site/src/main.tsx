import { render } from "preact";
import { App } from "./app";
import { openCatalogues, tellBrowser } from "./hooks/language";
import { uiTexts } from "./ui/use-texts";
import { NOT_FOUND, ROUTES } from "./routes";
import { followLinks } from "./hooks/place";
import { loadAhead } from "./router";
import { followOtherTabs, restoreSession } from "./api/session";

tellBrowser();
followLinks();
loadAhead(ROUTES, NOT_FOUND);
followOtherTabs();
void restoreSession();
void openCatalogues([uiTexts]).then(() => {
  const site = document.getElementById("site");
  if (site) render(<App />, site);
});
