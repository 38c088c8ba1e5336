import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test, vi } from "vitest";
import { Problem } from "../../api/problem";
import { useChallenge } from "./use-challenge";
import type { ChallengeWork } from "./use-challenge";

/** A page with a challenge; each one solved is "level 2, no. 1". */
function openPage({ asked }: { asked: boolean }) {
  const solve = vi.fn(async (level: number) => `level ${level}, no. ${solve.mock.calls.length}`);
  let challenge: ChallengeWork | undefined;
  function Page() {
    challenge = useChallenge({ asked, solve });
    return <p>{challenge.state}</p>;
  }
  const page = document.createElement("div");
  void act(() => render(<Page />, page));
  const sent: (string | undefined)[] = [];
  /** Sends to a service that refuses with these problems first. */
  async function send(...refusals: Problem[]): Promise<string> {
    let outcome = "";
    await act(async () => {
      outcome = await challenge!
        .answer(async (payload) => {
          sent.push(payload);
          const refusal = refusals.shift();
          if (refusal) throw refusal;
          return "taken";
        })
        .catch((error: Problem) => error.code);
    });
    return outcome;
  }
  return { solve, sent, send, state: () => page.textContent };
}

const asksFor = (challengeLevel: number) =>
  new Problem(403, "challenge_required", "", [], undefined, { challengeLevel });
const spent = new Problem(422, "invalid_input", "", [{ pointer: "/challenge", code: "challenge_used", detail: "" }]);
const wrong = new Problem(401, "sign_in_failed", "");

test("nothing_is_solved_before_the_service_asks", async () => {
  const page = openPage({ asked: false });
  expect(await page.send()).toBe("taken");
  expect(page.sent).toEqual([undefined]);
  expect(page.solve).not.toHaveBeenCalled();
  expect(page.state()).toBe("not_asked");
});

test("what_the_service_asks_for_is_solved_and_sent", async () => {
  const page = openPage({ asked: false });
  expect(await page.send(asksFor(2))).toBe("taken");
  expect(page.sent).toEqual([undefined, "level 2, no. 1"]);
});

test("a_challenge_that_is_spent_or_too_easy_is_replaced", async () => {
  const page = openPage({ asked: true });
  expect(await page.send(spent, asksFor(3))).toBe("taken");
  expect(page.sent).toEqual(["level 0, no. 1", "level 0, no. 2", "level 3, no. 3"]);
});

test("it_is_not_tried_for_ever", async () => {
  const page = openPage({ asked: false });
  expect(await page.send(asksFor(1), asksFor(2), asksFor(3), asksFor(4))).toBe("challenge_required");
  expect(page.sent).toHaveLength(3);
});

test("after_a_refusal_the_next_one_is_ready_when_the_reader_is", async () => {
  const page = openPage({ asked: false });
  expect(await page.send(asksFor(1), wrong)).toBe("sign_in_failed");
  expect(page.solve).toHaveBeenCalledTimes(2);
  expect(await page.send()).toBe("taken");
  expect(page.sent.at(-1)).toBe("level 1, no. 2");
});

test("a_challenge_that_could_not_be_solved_is_begun_anew", async () => {
  const page = openPage({ asked: false });
  page.solve.mockRejectedValueOnce(Problem.noConnection());
  expect(await page.send(asksFor(1))).toBe("no_connection");
  expect(page.state()).toBe("failed");
  expect(await page.send()).toBe("taken");
  expect(page.sent).toEqual([undefined, "level 1, no. 2"]);
});
