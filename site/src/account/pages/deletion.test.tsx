import { beforeEach, expect, test, vi } from "vitest";
import { startSession } from "../../api/session";
import { AccountBanners } from "../../frame/account-banners";
import { openPage, settled, text } from "../../testing/page";
import DeletionPage from "./deletion";

const ACCOUNT = {
  id: "acc_1",
  userName: "tester",
  email: "tester@example.org",
  emailConfirmed: true,
  emailTrouble: null,
  kind: "applicant",
  roles: [],
  locale: "en",
  timeZone: "Asia/Shanghai",
  noticeMails: true,
  createdAt: "2027-01-01T00:00:00Z",
  agreement: null,
  recoveryCodesLeft: null,
  deletion: {
    requestedAt: "2027-03-01T02:00:00Z",
    dueAt: "2027-03-09T02:00:00Z",
    hindrances: ["application_under_review"],
  },
};

beforeEach(() => {
  vi.stubGlobal("fetch", async () => Response.json(ACCOUNT));
  startSession({
    accessToken: "token",
    expiresAt: "2099-01-01T00:00:00Z",
    account: { id: "acc_1", userName: "tester", kind: "applicant", roles: [], locale: "en" },
  });
});

test.each([
  ["en", "Your account cannot be deleted yet.", "An application is under review."],
  ["zh", "您的账号暂时无法删除。", "有一份申请正在审核。"],
] as const)("what_holds_a_deletion_is_shown_in_%s", async (language, held, hindrance) => {
  await openPage(
    <>
      <AccountBanners />
      <DeletionPage />
    </>,
    language,
  );
  await settled();
  expect(document.querySelector(".site-banner")?.textContent).toContain(held);
  expect(text()).toContain(hindrance);
});
