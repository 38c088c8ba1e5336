import { paths } from "../../paths";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { OwnStudies } from "../own-studies";

/** Registration for a semester: when it is open, and for whom. */
export default function RegistrationPage() {
  const texts = useTexts();
  return (
    <Page title={texts.navigation.registration} back={{ href: paths.services, text: texts.navigation.services }} wide>
      <OwnStudies />
    </Page>
  );
}
