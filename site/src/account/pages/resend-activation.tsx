import { api, reply } from "../../api/client";
import { paths } from "../../paths";
import { Bullets } from "../../ui/bullets";
import { ButtonLink } from "../../ui/button";
import { useTexts } from "../../ui/use-texts";
import { NameRequest } from "../name-request";
import { useAccountTexts } from "../use-texts";

/** Asking for the activation link again (S26, S28). The answer is the same whether or not there is such an account. */
export default function ResendActivationPage() {
  const texts = useTexts();
  const t = useAccountTexts().resendActivation;
  return (
    <NameRequest
      texts={t}
      send={(body) => reply(api.POST("/api/activations/requests", { body }))}
      sent={() => (
        <>
          <Bullets lines={t.notes} />
          <ButtonLink href={paths.signIn} secondary>
            {texts.home.signIn}
          </ButtonLink>
        </>
      )}
    />
  );
}
