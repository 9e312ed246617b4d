// Keeps an element above an on-screen keyboard where the browser lays that over the page: Safari always, Chromium unless the
// page asks for another size (interactive-widget). The style sheets take the height and the place from here.
const KEYBOARD = 80; // CSS pixels: the least that one takes; bars of the browser take less

/** @param {HTMLElement} element */
export function aboveKeyboard(element) {
  const view = /** @type {VisualViewport} */ (globalThis.visualViewport);
  const fit = () => {
    // Pinched, it is a part of the page that is looked at closer, not a smaller page.
    const isCovered = view.scale < 1.05 && innerHeight - view.height > KEYBOARD;
    const set = (name, pixels) => {
      if (isCovered) element.style.setProperty(name, `${pixels}px`);
      else element.style.removeProperty(name);
    };
    set("--visible-height", view.height);
    set("--visible-top", view.offsetTop);
  };
  view?.addEventListener("resize", fit);
  view?.addEventListener("scroll", fit);
  return () => {
    view?.removeEventListener("resize", fit);
    view?.removeEventListener("scroll", fit);
  };
}
