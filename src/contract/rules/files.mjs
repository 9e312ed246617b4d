// Files of messages: uploading, sending, and how they are served.
import { isRefusal, isSuccess } from "../http.mjs";
import { expect, show, skip } from "../rule.mjs";
import { now } from "../stage.mjs";
import { strangers } from "./guarded.mjs";
import { uuid } from "./places.mjs";

// What would run as part of the site, if it were served as what it says it is.
const PAGE = "<!doctype html><script>alert(1)</script>";

// Written by hand, so that all of it is on its way before a backend that refuses it closes the connection.
function upload(lab, clientId, content, who = "me") {
  const boundary = `----${lab.nonce}`;
  const part = (about, value) => `--${boundary}\r\nContent-Disposition: form-data; ${about}\r\n\r\n${value}\r\n`;
  const file = 'name="file"; filename="check.html"\r\nContent-Type: text/html';
  const body = `${part('name="clientId"', clientId)}${part(file, content)}--${boundary}--\r\n`;
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  return lab.as(who, "POST", lab.site.names.attachmentsPath, { body, headers });
}

const uploaded = (lab) =>
  lab.once("uploaded", async () => {
    const clientId = uuid();
    return { clientId, answer: await upload(lab, clientId, PAGE) };
  });
const sent = (lab) =>
  lab.once("sent with a file", async () => {
    const { id } = (await uploaded(lab)).answer.json.attachment;
    const answer = await lab.post("me", "", { attachments: [id] });
    return { answer, id, message: answer.json?.message };
  });
const served = (lab) =>
  lab.once("served", async () => {
    const { message } = await sent(lab);
    const url = new URL(String(message.attachments[0].url), new URL(lab.site.api));
    return lab.as("nobody", "GET", url.href);
  });

export const attachments = {
  feature: "attachments",
  rules: [
    {
      id: "files-limits",
      line: ["files", "\"attachments\": { \"maxBytes\": 26214400, \"maxCount\": 10, \"types\": [\"*/*\"] }"],
      means: "Files that are too large are refused only after they were uploaded.",
      fix: "Answer attachments: {maxBytes, maxCount, types} in GET /api/capabilities.",
      async check(lab) {
        const answer = await lab.capabilities();
        const { maxBytes, maxCount, types } = answer.json.attachments ?? {};
        const isIt = maxBytes > 0 && maxCount > 0 && Array.isArray(types);
        expect(isIt, answer, `attachments: ${show(answer.json.attachments)}`, "maxBytes, maxCount and types");
      },
    },
    strangers("upload-signed-out", (lab, who) => upload(lab, uuid(), PAGE, who)),
    {
      id: "upload-answers",
      line: ["files", "`{\"success\":true,\"attachment\":{…}}`"],
      means: "Files cannot be sent.",
      fix: "Take multipart/form-data and answer the attachment with id, type, url, name, mime and size.",
      async check(lab) {
        const { answer } = await uploaded(lab);
        const { id, type, url, name, size } = answer.json?.attachment ?? {};
        const areTexts = [id, type, url, name].every((it) => typeof it === "string" && it !== "");
        const isIt = isSuccess(answer) && areTexts && size === PAGE.length;
        expect(isIt, answer, `${answer.status} ${show(answer.text)}`, "id, type, url, name and the size of the file");
      },
    },
    {
      id: "upload-again",
      line: ["files", "Again with the same person and `clientId`: the first one's attachment"],
      means: "A file whose upload is repeated is stored twice.",
      fix: "Answer the stored attachment to the same person and clientId.",
      needs: ["upload-answers"],
      async check(lab) {
        const { clientId, answer } = await uploaded(lab);
        const again = await upload(lab, clientId, PAGE);
        const [id, second] = [answer.json.attachment.id, again.json?.attachment?.id];
        expect(second === id, again, `id ${show(second)}`, show(id));
      },
    },
    {
      id: "upload-refuses-nothing",
      line: ["files", "400 if the file is empty or ends early"],
      means: "Empty files are sent.",
      fix: "Answer 400 to an empty file.",
      needs: ["upload-answers"],
      async check(lab) {
        const answer = await upload(lab, uuid(), "");
        expect(isRefusal(answer), answer, `${answer.status} for an empty file`, "400");
      },
    },
    {
      id: "files-are-sent",
      line: ["files", "`content` may then be empty"],
      means: "A file cannot be sent without text.",
      fix: "Accept attachments: [id] in the POST, with empty content, and return them in the message.",
      needs: ["upload-answers", "post-form"],
      async check(lab) {
        const { answer, id, message } = await sent(lab);
        const isIt = isSuccess(answer) && message?.attachments?.[0]?.id === id && typeof message.attachments[0].url === "string";
        expect(isIt, answer, `${answer.status} ${show(message?.attachments)}`, "the message with its attachment");
      },
    },
    {
      id: "history-has-files",
      line: ["what-a-message-carries-besides", "Entries with `type`, `url`, `name` and `size`"],
      means: "Files are gone after a reload.",
      fix: "Include attachments in the history's messages.",
      needs: ["files-are-sent", "history-has-new"],
      async check(lab) {
        const { id, message } = await sent(lab);
        const { answer, message: stored } = await now(lab, message.id);
        expect(stored?.attachments?.[0]?.id === id, answer, `attachments: ${show(stored?.attachments)}`, "the file");
      },
    },
    {
      id: "file-used-once",
      line: ["files", "400 unless each file is the sender's own, unused"],
      means: "A file can be moved to another message, and disappears with it.",
      fix: "Answer 400 if another message already has the file.",
      needs: ["files-are-sent"],
      async check(lab) {
        const answer = await lab.post("me", `${lab.nonce} with a used file`, { attachments: [(await sent(lab)).id] });
        expect(isRefusal(answer), answer, `${answer.status} for a file that another message has`, "400");
      },
    },
    {
      id: "file-served",
      line: ["files", "so `url` carries a signature"],
      means: "Pictures are not shown.",
      fix: "Sign url, and serve the file to anyone who has the signed address.",
      needs: ["files-are-sent"],
      async check(lab) {
        const answer = await served(lab);
        const seen = `${answer.status}, ${answer.text.length} characters`;
        expect(isSuccess(answer) && answer.text === PAGE, answer, seen, "200 and the file as it was uploaded, without a session");
      },
    },
    {
      id: "file-cannot-run",
      line: ["files", "`attachment` and `Content-Type: application/octet-stream`. SVG and HTML are never shown in place"],
      means: "Anyone who may send a file can act as the person who opens it.",
      fix: "Serve with nosniff, a sandbox policy, and as an attachment of type application/octet-stream.",
      needs: ["file-served"],
      async check(lab) {
        const answer = await served(lab);
        const header = (name) => answer.headers.get(name) ?? "";
        const wanted = {
          "x-content-type-options": /nosniff/,
          "content-security-policy": /sandbox/,
          "content-disposition": /^attachment/,
          "content-type": /^application\/octet-stream/,
        };
        // A browser shows a page of another origin only what that one exposes.
        if (Object.keys(wanted).every((name) => !header(name))) skip("the headers cannot be seen from here");
        const wrong = Object.keys(wanted).find((name) => !wanted[name].test(header(name)));
        expect(!wrong, answer, `${wrong}: ${header(wrong) || "none"}, for an HTML file`, `${wrong}: ${wanted[wrong]?.source}`);
      },
    },
    {
      id: "file-needs-signature",
      line: ["files", "The file, for members of the message's workspace"],
      means: "Files can be read by anyone who guesses their address.",
      fix: "Answer 401, 403 or 404 without a session or a signature.",
      needs: ["file-served"],
      async check(lab) {
        const { id } = await sent(lab);
        const path = `${lab.site.names.attachmentsPath}/${encodeURIComponent(id)}`;
        const answer = await lab.as("nobody", "GET", path);
        expect(!isSuccess(answer), answer, `${answer.status} without a session or a signature`, "401, 403 or 404");
      },
    },
  ],
};
