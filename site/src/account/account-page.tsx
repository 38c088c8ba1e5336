import { paths } from "../paths";
import type { ComponentChildren } from "preact";
import type { Account } from "../api/types";
import { useLanguage } from "../hooks/language";
import { useOwnAccount } from "../api/own-account";
import { Await } from "../ui/await";
import { Page } from "../ui/page";

interface Props {
  title: string;
  hasErrors?: boolean;
  children: (account: Account) => ComponentChildren;
}

/** A page below the account: the way back, and the account once it is read. */
export function AccountPage({ title, hasErrors = false, children }: Props) {
  const { texts } = useLanguage();
  const account = useOwnAccount();
  return (
    <Page title={title} back={{ href: paths.account, text: texts.account.title }} hasErrors={hasErrors}>
      <Await loaded={account}>{children}</Await>
    </Page>
  );
}
