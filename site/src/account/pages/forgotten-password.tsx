import { api, reply } from "../../api/client";
import { paths } from "../../paths";
import { Bullets } from "../../ui/bullets";
import { ButtonLink } from "../../ui/button";
import { handOver } from "../../ui/hand-over";
import { NameRequest } from "../name-request";
import { useAccountTexts } from "../use-texts";

/** Asking for a temporary password (S23, S24). The answer is the same whether or not there is such an account. */
export default function ForgottenPasswordPage() {
  const t = useAccountTexts().forgottenPassword;
  return (
    <NameRequest
      texts={t}
      send={(body) => reply(api.POST("/api/passwords/requests", { body }))}
      sent={(name) => (
        <>
          <Bullets lines={t.notes} />
          <ButtonLink href={paths.resetPassword} onFollow={() => handOver(paths.resetPassword, { name })}>
            {t.toReset}
          </ButtonLink>
        </>
      )}
    />
  );
}
