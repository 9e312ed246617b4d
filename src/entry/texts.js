// Texts, where the browser knows best: how they are compared, and how they are copied.

// Without case and accents.
export const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

// On a page without TLS there is no navigator.clipboard: there the browser's command of old does it.
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byCommand(text);
  }
}

/** The command takes what is selected. The focus stays where it is. */
function byCommand(text) {
  const box = document.createElement("span");
  box.textContent = text;
  // Drawn, else it could not be selected; but not seen.
  Object.assign(box.style, { position: "fixed", clipPath: "inset(50%)", userSelect: "text", whiteSpace: "pre" });
  const put = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopPropagation();
  };
  document.body.append(box);
  getSelection().selectAllChildren(box);
  addEventListener("copy", put, true);
  const isCopied = document.execCommand("copy");
  removeEventListener("copy", put, true);
  box.remove();
  return isCopied;
}
