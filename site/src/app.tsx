import { AccountBanners } from "./components/account-banners";
import { WaitingPage } from "./components/await";
import { Footer } from "./components/footer";
import { Header } from "./components/header";
import { Page } from "./components/page";
import { SignedIn } from "./components/signed-in";
import { Button } from "./components/button";
import { LanguageProvider, useLanguage } from "./language";
import { NOT_FOUND, ROUTES } from "./pages";
import { Pages } from "./router";

/** The whole site. */
export function App() {
  return (
    <LanguageProvider>
      <Header />
      <AccountBanners />
      <Pages routes={ROUTES} notFound={NOT_FOUND} Door={SignedIn} Waiting={WaitingPage} Failed={PageDidNotArrive} />
      <Footer />
    </LanguageProvider>
  );
}

function PageDidNotArrive() {
  const { texts } = useLanguage();
  return (
    <Page title={texts.errors.pageDidNotArrive}>
      <p class="govuk-body">{texts.errors.noConnection}</p>
      <Button onClick={() => location.reload()}>{texts.tryAgain}</Button>
    </Page>
  );
}
