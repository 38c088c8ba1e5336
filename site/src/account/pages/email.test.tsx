import { beforeEach, expect, test } from "vitest";
import { readOwnAccount } from "../../api/own-account";
import { forgetSession, startSession } from "../../api/session";
import { named, openPage, press, refused, serve, settled, text, type } from "../../testing/page";
import { session } from "../../testing/session";
import ConfirmEmailPage from "./confirm-email";
import ChangeEmailPage from "./email";

const ACCOUNT = {
  id: "acc_1",
  userName: "s-2025LX0001",
  email: "anna@example.org",
  emailConfirmed: false,
  emailTrouble: null,
  kind: "applicant",
  roles: [],
  locale: "en",
  timeZone: "Asia/Shanghai",
  noticeMails: true,
  createdAt: "2027-03-01T02:00:00Z",
  agreement: null,
  deletion: null,
  recoveryCodesLeft: null,
};

let asked: unknown[];

async function open(emailConfirmed: boolean): Promise<void> {
  asked = [];
  serve({
    "GET /api/account": () => ({ ...ACCOUNT, emailConfirmed }),
    "POST /api/account/email": (body) => {
      asked.push(body);
      return {};
    },
  });
  readOwnAccount(true);
  await settled();
  await openPage(<ChangeEmailPage />);
}

beforeEach(() => startSession(session("applicant")));

test("the_address_of_the_roster_is_confirmed_without_a_password_or_corrected_first", async () => {
  await open(false);
  expect(text()).toContain("Confirm your e-mail address");
  expect(document.getElementById("password")).toBeNull();
  await press("Send the link");
  expect(asked).toEqual([{ email: "anna@example.org" }]);
  expect(text()).toContain("anna@example.org");
});

test("a_confirmed_address_is_changed_with_the_password_only", async () => {
  await open(true);
  await type("email", "anna@example.net");
  await press("Send the link");
  expect(asked).toEqual([]);
  await type("password", "Willow-Lantern-27");
  await press("Send the link");
  expect(asked).toEqual([{ email: "anna@example.net", password: "Willow-Lantern-27" }]);
});

test("who_is_not_signed_in_where_the_link_asks_for_it_is_told_to_sign_in_and_open_it_again", async () => {
  forgetSession(false);
  history.replaceState(null, "", "/confirm-email#code=secret");
  serve({ "POST /api/email-changes": () => refused(401, "sign_in_required") });
  await openPage(<ConfirmEmailPage />);
  await press("Confirm this address");
  expect(text()).toContain("Sign in, then open the link in the mail again.");
  expect(named("Sign in")).toBeDefined();
});
