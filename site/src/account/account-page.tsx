import type { ComponentChildren } from "preact";
import { useOwnAccount } from "../api/own-account";
import type { Account } from "../api/types";
import { paths } from "../paths";
import { Await } from "../ui/await";
import { Page } from "../ui/page";
import { useAccountTexts } from "./use-texts";

interface Props {
  title: string;
  children: (account: Account) => ComponentChildren;
}

/** A page below the account: the way back, and the account once it is read. */
export function AccountPage({ title, children }: Props) {
  const t = useAccountTexts().account;
  const account = useOwnAccount();
  return (
    <Page title={title} back={{ href: paths.account, text: t.title }}>
      <Await loaded={account}>{children}</Await>
    </Page>
  );
}
