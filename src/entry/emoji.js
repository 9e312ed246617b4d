// The emoji that can be written by name: a file beside this script, which is asked for when the first one is wanted.
// Each entry is an emoji and its names, with spaces between.
export async function emojiList() {
  const answer = await fetch(new URL("emoji.json", import.meta.url));
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const list = await answer.json();
  return list.filter((entry) => typeof entry === "string");
}
