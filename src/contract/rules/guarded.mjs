// Two rules that every call of an extension has to keep, as the baseline's calls have.
import { isRefusal } from "../http.mjs";
import { expect } from "../rule.mjs";

/** The rule that a call without a session is answered by 401. `ask(lab, who)` makes the call. */
export const strangers = (id, ask) => ({
  id,
  line: ["baseline", "401 on any call: the visitor is not signed in"],
  means: "A stranger can make calls that need a session, or a user whose session ended is not asked to sign in again.",
  fix: "Check the session in this handler too, first of all.",
  async check(lab) {
    const answer = await ask(lab, "nobody");
    expect(answer.status === 401, answer, `${answer.status} without a session`, "401");
  },
});

/** The rule that a call for a workspace of others is refused. `ask(lab, workspaceId)` makes the call as me. */
export const members = (id, ask) => ({
  id,
  line: ["what-else-holds", "A caller who is not a member of the workspace is refused on every call"],
  means: "Members of one workspace can read the messages of all others.",
  fix: "Check the membership of workspaceId in this handler too.",
  async check(lab) {
    const answer = await ask(lab, lab.site.foreignWorkspaceId);
    const isRefused = isRefusal(answer) || answer.status >= 500;
    expect(isRefused, answer, `${answer.status} for a workspace that I am not in`, "403 or 404");
  },
});
