// Who may call: callers without a session, and callers who are no members.
import { isPage, isRefusal, isSuccess } from "../http.mjs";
import { expect, show, skip } from "../rule.mjs";

const SIGNED_OUT = ["baseline", "401 on any call: the visitor is not signed in"];
const MEMBERS = ["what-else-holds", "A caller who is not a member of the workspace is refused on every call"];
const asStranger = (lab) => lab.once("signed out", () => lab.messages("nobody", { limit: 1 }));

/** The other calls without a session, by what they are. */
const others = (lab) => {
  const { workspaceId, channelId, names } = lab.site;
  return {
    "sending a message": () => lab.post("nobody", `${lab.nonce} without a session`),
    typing: () => lab.as("nobody", "POST", names.typingPath, { json: { workspaceId, channelId, isTyping: false } }),
    "the auth endpoint": () => lab.authorize("nobody", "1.1"),
  };
};

export const sessions = {
  rules: [
    {
      id: "signed-out-redirect",
      line: ["in-a-framework", "Answer 401 to a call without a session; do not redirect it"],
      means: "Signed-out users see \"the server's address is not the final one\" instead of the sign-in.",
      fix: "Exempt the API's paths from redirects to your sign-in page.",
      async check(lab) {
        const answer = await asStranger(lab);
        const to = answer.headers.get("location") ?? "another address";
        expect(!answer.isRedirect, answer, `a redirect to ${to}`, "401 to a call without a session");
      },
    },
    {
      id: "signed-out-page",
      line: ["in-a-framework", "do not answer it with such a page and 200"],
      means: "The chat takes the sign-in page for a broken answer, and never offers to sign in.",
      fix: "Answer 401 with JSON on the API's paths, before anything renders a page.",
      needs: ["signed-out-redirect"],
      async check(lab) {
        const answer = await asStranger(lab);
        expect(!(isSuccess(answer) && isPage(answer)), answer, `a page, with ${answer.status}`, "401 with {\"error\"}");
      },
    },
    {
      id: "signed-out-401",
      line: SIGNED_OUT,
      means: "Signed-out users are not asked to sign in, or can read messages that they must not.",
      fix: "Answer 401 if there is no session, or it has ended.",
      needs: ["signed-out-page"],
      async check(lab) {
        const answer = await asStranger(lab);
        expect(answer.status === 401, answer, `${answer.status} without a session`, "401");
      },
    },
    {
      id: "errors-are-json",
      line: ["baseline", "Errors are `{\"error\": \"text\"}`"],
      means: "The chat can only show the status of an error, not your message.",
      fix: "Answer errors with {\"error\": \"text\"}.",
      needs: ["signed-out-401"],
      async check(lab) {
        const answer = await asStranger(lab);
        expect(typeof answer.json?.error === "string", answer, show(answer.text), 'JSON with the text "error"');
      },
    },
    {
      id: "signed-out-everywhere",
      line: SIGNED_OUT,
      means: "A stranger can send or listen; a user whose session ended is not asked to sign in again.",
      fix: "Check the session in every handler, not only where messages are read.",
      needs: ["signed-out-401"],
      async check(lab) {
        for (const [what, ask] of Object.entries(others(lab))) {
          const answer = await ask();
          expect(answer.status === 401, answer, `${answer.status} for ${what} without a session`, "401");
        }
      },
    },
    {
      id: "spent-session-401",
      line: SIGNED_OUT,
      means: "A user with a forged or expired session is let in, or sees an error instead of the sign-in.",
      fix: "Treat a cookie or token that you did not issue as no session.",
      needs: ["signed-out-401"],
      async check(lab) {
        const { headers = {} } = lab.site.sessions.me;
        const name = Object.keys(headers).find((name) => /^(authorization|cookie)$/i.test(name));
        if (!name) return skip("the session is the browser's own");
        // The end of a cookie or token is its signature, or part of its random text.
        const spoilt = headers[name].replace(/[^\s=;]{1,8}(?=\s*(;|$))/g, "spoilt00");
        const { workspaceId, channelId, names } = lab.site;
        const options = { query: { workspaceId, channelId, limit: 1 }, headers: { [name]: spoilt } };
        const answer = await lab.as("nobody", "GET", names.messagesPath, options);
        expect(answer.status === 401, answer, `${answer.status} with a session that was never issued`, "401");
      },
    },
    {
      id: "cross-site-refused",
      line: ["csrf", "A page of another site must not be able to act with the user's cookies"],
      means: "Any site that a member visits can write in their name.",
      fix: "Check Sec-Fetch-Site or Origin, or require X-CollabSpace: 1, for every method but GET, HEAD and OPTIONS.",
      needs: ["signed-out-401"],
      async check(lab) {
        const { headers = {} } = lab.site.sessions.me;
        const cookie = Object.entries(headers).find(([name]) => name.toLowerCase() === "cookie")?.[1];
        if (!cookie) skip("it takes a session with a cookie, and no page can try it in a browser");
        const { workspaceId, channelId, names } = lab.site;
        const origin = "https://another-site.example";
        const foreign = { cookie, origin, referer: `${origin}/`, "sec-fetch-site": "cross-site" };
        const answer = await lab.as("nobody", "POST", names.typingPath, {
          json: { workspaceId, channelId, isTyping: false },
          headers: { ...foreign, "x-collabspace": undefined },
        });
        expect(isRefusal(answer), answer, `${answer.status} to a page of another site`, "403 (Laravel: 419)");
      },
    },
    {
      id: "members-only-reading",
      line: MEMBERS,
      means: "Members of one workspace can read the messages of all others.",
      fix: "Check the membership of workspaceId before reading messages.",
      needs: ["signed-out-401"],
      async check(lab) {
        const answer = await lab.messages("me", { workspaceId: lab.site.foreignWorkspaceId, limit: 1 });
        const seen = `${answer.status} for a workspace that I am not in`;
        expect(isRefusal(answer) || answer.status >= 500, answer, seen, "403 or 404");
      },
    },
    {
      id: "members-only-sending",
      line: MEMBERS,
      means: "Members of one workspace can write into all others.",
      fix: "Check the membership of workspaceId before storing a message.",
      needs: ["members-only-reading"],
      async check(lab) {
        const answer = await lab.post("me", `${lab.nonce} elsewhere`, { workspaceId: lab.site.foreignWorkspaceId });
        const seen = `${answer.status} for a workspace that I am not in`;
        expect(isRefusal(answer) || answer.status >= 500, answer, seen, "403 or 404");
      },
    },
    {
      id: "members-only-listening",
      line: MEMBERS,
      means: "Members of one workspace can listen to all others.",
      fix: "Sign only channels of workspaces that the caller belongs to.",
      needs: ["signed-out-401"],
      async check(lab) {
        const channel = lab.site.pusherChannel.replace(lab.site.workspaceId, lab.site.foreignWorkspaceId);
        for (const name of new Set([channel, "presence-contract-check-unknown", "private-contract-check-unknown"])) {
          const answer = await lab.authorize("me", "1.1", name);
          expect(!isSuccess(answer), answer, `a signature for ${name}`, "403");
        }
      },
    },
  ],
};
