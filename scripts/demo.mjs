// Fills a new chat, so that what it can do is seen at once: `node scripts/demo.mjs http://127.0.0.1:3000`. It signs people in
// by name, as the demonstration allows, and posts as they would.
const origin = process.argv[2];

const CONVERSATION = [
  ["general", "Ada", "Good morning! The new chat is live :tada:"],
  ["general", "Grace", "It looks great. What can it do?"],
  ["general", "Ada", "Quite a bit:\n- **bold**, _italic_ and `code`\n- @Grace mentions\n- links: https://example.com/plan\n- emoji by name, like `:rocket:` :rocket:"],
  ["general", "Linus", "> What can it do?\n\nIt also keeps what you type. Close the tab in the middle of a sentence and open it again."],
  ["general", "Grace", "Just tried it. My draft was still there 👍"],
  ["general", "Ada", "Open this page in a second browser, sign in with another name, and watch both."],
  ["random", "Linus", "Lunch at noon?"],
  ["random", "Grace", "Count me in 🍜"],
];

async function call(path, token, body) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST ${path} was answered by ${response.status}: ${await response.text()}`);
  return response.json();
}

const { workspaceId } = await (await fetch(`${origin}/config.json`)).json();
const tokens = new Map();
for (const [channelId, name, content] of CONVERSATION) {
  if (!tokens.has(name)) tokens.set(name, (await call("/login", undefined, { name })).token);
  await call("/api/messages", tokens.get(name), { workspaceId, channelId, content });
}
