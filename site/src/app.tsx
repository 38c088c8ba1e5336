import { useTexts } from "./ui/use-texts";
import { AccountBanners } from "./frame/account-banners";
import { WaitingPage } from "./ui/await";
import { Footer } from "./frame/footer";
import { Header } from "./frame/header";
import { Page } from "./ui/page";
import { SignedIn } from "./frame/signed-in";
import { Button } from "./ui/button";
import { LanguageProvider } from "./hooks/language";
import { NOT_FOUND, ROUTES } from "./routes";
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
  const texts = useTexts();
  return (
    <Page title={texts.errors.pageDidNotArrive}>
      <p class="govuk-body">{texts.errors.noConnection}</p>
      <Button onClick={() => location.reload()}>{texts.tryAgain}</Button>
    </Page>
  );
}
