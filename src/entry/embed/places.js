// The chat's place in the host page: inline in its box, or in a panel behind a floating button.
import css from "../../../style/embed.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** How close to the viewport a chat is loaded. */
const NEAR = "300px";
/** In a narrower window the panel fills the screen, and is a dialog. */
const PHONE = "(width < 600px)";

function draw(name, part, attributes = {}) {
  const element = document.createElement(name);
  // The chat has its own classes in the same shadow root.
  element.className = `embed-${part}`;
  element.setAttribute("part", part);
  mark(element, attributes);
  return element;
}

function mark(element, attributes) {
  // Not `for … in`: a host page may have given `Object.prototype` enumerable fields.
  for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]);
}

class Place {
  constructor(host) {
    this.host = host;
    this.frame = draw("div", "frame");
    host.shadowRoot.adoptedStyleSheets = [sheet];
  }

  say(words) {
    const line = draw("div", "failure", { role: "alert" });
    line.textContent = words;
    this.frame.replaceChildren(line);
  }

  focus() {
    this.frame.querySelector("textarea")?.focus();
  }

  remove() {
    this.host.shadowRoot.replaceChildren();
  }

  arrange() {}
  open() {}
  close() {}
  count() {}
}

export class Inline extends Place {
  isOpen = true;

  constructor(host, wanted) {
    super(host);
    host.shadowRoot.append(this.frame);
    this.observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.observer.disconnect();
        wanted();
      },
      { rootMargin: NEAR },
    );
    this.observer.observe(host);
  }

  remove() {
    this.observer.disconnect();
    super.remove();
  }
}

export class Bubble extends Place {
  unread = 0;

  constructor(host, wanted) {
    super(host);
    this.button = draw("button", "bubble", { "aria-haspopup": "dialog" });
    this.badge = draw("span", "badge", { "aria-hidden": "true" });
    this.button.append(this.badge);
    this.button.onclick = () => (this.isOpen ? host.close() : host.open());
    this.panel = draw("dialog", "panel", { "aria-label": "Chat", tabindex: "-1", autofocus: "" });
    const close = draw("button", "close", { "aria-label": "Close" });
    close.textContent = "×";
    close.onclick = () => host.close();
    this.panel.append(this.frame, close);
    this.panel.onclose = () => {
      // The event arrives late: the panel may be open again.
      if (this.isOpen) return;
      this.name();
      // If the focus is elsewhere in the page, it stays there.
      if (this.hadFocus) this.button.focus();
      // The browser may have closed it.
      host.close();
    };
    // The key first closes things within the chat, then (by the browser) one of its dialogs, and then this.
    this.panel.onkeydown = (event) => {
      if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
      if (this.frame.querySelector(".dialog[open]")) return;
      event.preventDefault();
      host.close();
    };
    this.panel.oncancel = (event) => event.preventDefault();
    host.shadowRoot.append(this.button, this.panel);
    this.arrange();
    if (host.getAttribute("loading") !== "lazy") {
      const idle = globalThis.requestIdleCallback ?? setTimeout;
      idle(() => host.isConnected && wanted());
    }
  }

  get isOpen() {
    return this.panel.open;
  }

  open() {
    if (this.isOpen) return;
    this.panel[matchMedia(PHONE).matches ? "showModal" : "show"]();
    this.name();
  }

  close() {
    this.hadFocus = this.panel.matches(":focus-within");
    this.panel.close();
  }

  count(unread) {
    this.unread = unread;
    this.badge.textContent = unread > 99 ? "99+" : unread || "";
    this.name();
  }

  name() {
    mark(this.button, { "aria-expanded": this.isOpen, "aria-label": this.label() });
  }

  // Until the app has loaded the strings of its language.
  label() {
    return this.host.getAttribute("label") || "Chat";
  }

  arrange() {
    const [inline, block = inline] = (this.host.getAttribute("offset") ?? "20px").trim().split(/\s+/);
    for (const element of [this.button, this.panel]) {
      element.style.setProperty("--offset-inline", inline);
      element.style.setProperty("--offset-block", block);
    }
    this.name();
  }
}
