import { paths } from "../../paths";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { OwnRegistrations } from "../own-registrations";
import { OwnStudies } from "../own-studies";
import { WayToForm } from "../way-to-form";

/** Registration for a semester: when it is open, for whom, and the way to its form. */
export default function RegistrationPage() {
  const texts = useTexts();
  return (
    <Page title={texts.navigation.registration} back={{ href: paths.services, text: texts.navigation.services }} wide>
      <OwnStudies childrenSay>
        {(window) => window.registration && <WayToForm registrationId={window.registration} windowText={window.text} />}
      </OwnStudies>
      <OwnRegistrations />
    </Page>
  );
}
