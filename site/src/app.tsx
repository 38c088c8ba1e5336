import { AccountBanners } from "./frame/account-banners";
import { Footer } from "./frame/footer";
import { Header } from "./frame/header";
import { SignedIn } from "./frame/signed-in";
import { LanguageProvider } from "./hooks/language";
import { Pages } from "./router";
import { NOT_FOUND, ROUTES } from "./routes";
import { WaitingPage } from "./ui/await";
import { Button } from "./ui/button";
import { Page } from "./ui/page";
import { useTexts } from "./ui/use-texts";

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
  const texts = useTexts();
  return (
    <Page title={texts.errors.pageDidNotArrive}>
      <p class="govuk-body">{texts.errors.noConnection}</p>
      <Button onClick={() => location.reload()}>{texts.tryAgain}</Button>
    </Page>
  );
}
