// Which keys the host page hears of.

/** Elements that take text. */
const FIELDS = "textarea, input";
/** Keys that move the focus or close what is open, in the host page too: its dialogs and focus traps need them. */
const SHARED_KEYS = /^(Tab|Escape|F\d+)$/;
const kept = new WeakSet();

// Keeps what is typed into the chat's fields from the host page's shortcuts: outside of the shadow root its target is the custom
// element, which no script takes for a text field. The chat's own listeners are all within the shadow root.
export function keepKeys(root) {
  if (kept.has(root)) return;
  kept.add(root);
  for (const type of ["keydown", "keypress", "keyup"]) {
    root.addEventListener(type, (event) => {
      if (event.target.matches?.(FIELDS) && !SHARED_KEYS.test(event.key)) event.stopPropagation();
    });
  }
}
