// Fills a new chat, so that what it can do is seen at once: `node scripts/demo.mjs http://127.0.0.1:3000`. It signs people in
// by name, as the demonstration allows, and does what they would do in the page, as far as the backend offers it.
const origin = process.argv[2];

// `edited` is what it says in the end, `replyTo` the text of the message that it answers.
const CONVERSATION = [
  { channel: "general", from: "Ada", text: "Good morning! The new chat is live :tada:", reactions: { "🎉": ["Grace", "Linus"], "👍": ["Linus"] } },
  { channel: "general", from: "Grace", text: "It looks great. What can it do?" },
  {
    channel: "general",
    from: "Ada",
    text: "Quite a bit:\n- **bold**, _italic_ and `code`\n- @Grace mentions\n- links: https://example.com/plan\n- emoji by name, like `:rocket:` :rocket:",
    reactions: { "🚀": ["Grace"] },
  },
  {
    channel: "general",
    from: "Linus",
    text: "It also keeps what you type. Close the tab in the middle of a sentence and open it again.",
    replyTo: "It looks great. What can it do?",
  },
  {
    channel: "general",
    from: "Grace",
    text: "Just tried it. My draft was still their",
    edited: "Just tried it. My draft was still there",
    reactions: { "❤️": ["Ada"] },
  },
  { channel: "general", from: "Ada", text: "Open this page in a second browser, sign in with another name, and watch both." },
  { channel: "random", from: "Linus", text: "Lunch at noon?", reactions: { "🍜": ["Grace"] } },
  { channel: "random", from: "Grace", text: "Count me in", replyTo: "Lunch at noon?" },
];

async function call(method, path, token, body) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${origin}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path} was answered by ${response.status}: ${await response.text()}`);
  return response.json();
}

const { workspaceId } = await call("GET", "/config.json");
const tokens = new Map();
async function tokenOf(name) {
  if (!tokens.has(name)) tokens.set(name, (await call("POST", "/login", undefined, { name })).token);
  return tokens.get(name);
}

// A backend without extensions has no such path.
const { features = [] } = await call("GET", "/api/capabilities", await tokenOf("Ada")).catch(() => ({}));
const ids = new Map();
for (const { channel, from, text, edited = text, replyTo, reactions = {} } of CONVERSATION) {
  const token = await tokenOf(from);
  const answers = replyTo && features.includes("replies") ? { replyTo: ids.get(replyTo) } : {};
  const content = features.includes("edit") ? text : edited;
  const { message } = await call("POST", "/api/messages", token, { workspaceId, channelId: channel, content, ...answers });
  ids.set(text, message.id);
  const path = `/api/messages/${encodeURIComponent(message.id)}`;
  if (content !== edited) await call("PATCH", path, token, { content: edited });
  if (!features.includes("reactions")) continue;
  for (const [emoji, people] of Object.entries(reactions)) {
    for (const name of people) await call("PUT", `${path}/reactions/${encodeURIComponent(emoji)}`, await tokenOf(name));
  }
}
