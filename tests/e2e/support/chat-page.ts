import type { FrameLocator, Locator, Page } from "@playwright/test";

/** What is on a chat's page, by the names that a visitor would give. Every selector of the tests is here. */
export class ChatPage {
  /** The chat itself; its `data-connection` is the state of the connection. */
  readonly root: Locator;
  readonly list: Locator;
  /** Every message in the list, oldest first. */
  readonly messages: Locator;
  readonly texts: Locator;
  readonly days: Locator;
  readonly composer: Locator;
  /** Says what is edited, or answered. */
  readonly composerBar: Locator;
  readonly counter: Locator;
  readonly sendButton: Locator;
  readonly attachButton: Locator;
  /** The files that are picked and not sent yet. */
  readonly picked: Locator;
  readonly title: Locator;
  /** The state of the connection in words. */
  readonly status: Locator;
  /** The sentence that says more about it. */
  readonly banner: Locator;
  readonly typing: Locator;
  readonly sidebar: Locator;
  readonly menu: Locator;
  readonly people: Locator;
  readonly peopleHeading: Locator;
  readonly peopleSection: Locator;
  readonly channels: Locator;
  readonly jump: Locator;
  readonly panel: Locator;
  readonly facts: Locator;
  readonly beginning: Locator;
  readonly loadingOlder: Locator;
  readonly skeletons: Locator;
  /** The message that a link has led to. */
  readonly sought: Locator;
  /** What can be done with the message that is pointed at. */
  readonly toolbar: Locator;
  /** The menu of a message. */
  readonly actions: Locator;
  readonly menuItems: Locator;
  /** What is said of what was done. */
  readonly said: Locator;
  /** The dialogs that are open. */
  readonly dialogs: Locator;
  readonly switcher: Locator;
  readonly shortcuts: Locator;
  /** Where an emoji is chosen, what can be chosen there, and what opens it for the text. */
  readonly picker: Locator;
  readonly pickerEmoji: Locator;
  readonly emojiButton: Locator;
  readonly unreadDivider: Locator;
  /** The panel that finds messages, its field, and the button that opens it. */
  readonly search: Locator;
  readonly field: Locator;
  readonly searchButton: Locator;
  /** What the composer suggests. */
  readonly suggestions: Locator;

  /** `page` may also be a frame in one. */
  constructor(readonly page: Page | FrameLocator) {
    this.root = page.locator(".chat");
    this.list = page.getByRole("log");
    this.messages = this.list.getByRole("article");
    this.texts = this.messages.locator(".message-text");
    this.days = this.list.locator(".day-divider time");
    this.composer = page.locator(".composer-input");
    this.composerBar = page.locator(".composer-bar");
    this.counter = page.locator(".composer-counter");
    this.attachButton = page.getByRole("button", { name: "Attach files" });
    this.picked = page.locator(".composer-file");
    this.sendButton = page.getByRole("button", { name: "Send", exact: true });
    this.title = page.getByRole("heading", { level: 1 });
    this.status = page.locator(".connection-words");
    this.banner = page.locator(".banner");
    this.typing = page.locator(".typing");
    this.sidebar = page.locator(".chat-sidebar");
    this.menu = page.getByRole("button", { name: "Channels and people" });
    this.peopleSection = page.locator(".people");
    this.people = page.locator(".person");
    this.peopleHeading = this.peopleSection.locator(".sidebar-heading");
    this.channels = page.locator("button.channel");
    this.jump = page.locator(".jump[part=jump]");
    this.panel = page.locator(".panel");
    this.facts = this.panel.locator(".panel-fact");
    this.beginning = this.list.getByText(/^This is the beginning of #/);
    this.loadingOlder = this.list.locator(".history-loading");
    this.sought = this.list.locator("[data-sought]");
    this.toolbar = page.getByRole("group", { name: "Message actions" });
    this.actions = page.getByRole("menu");
    this.menuItems = this.actions.locator(".row-menu-item");
    this.said = page.locator(".said");
    this.dialogs = page.locator(".dialog[open]");
    this.switcher = page.getByRole("dialog", { name: "Go to a channel" });
    this.picker = page.getByRole("dialog", { name: "Emoji" });
    this.pickerEmoji = this.picker.getByRole("gridcell");
    this.emojiButton = page.locator(".composer-emoji");
    this.shortcuts = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    this.suggestions = page.getByRole("listbox", { name: "Suggestions" });
    this.unreadDivider = page.locator(".unread-divider");
    this.search = page.locator(".chat-search");
    this.field = this.search.locator("input");
    this.searchButton = page.getByRole("button", { name: "Search messages" });
    this.skeletons = page.locator(".chat .skeletons");
  }

  /** The messages of exactly this text. */
  message(text: string): Locator {
    return this.messages.filter({ has: this.page.getByText(text, { exact: true }) });
  }

  text(message: Locator): Locator {
    return message.locator(".message-text");
  }

  author(message: Locator): Locator {
    return message.locator(".message-author");
  }

  avatar(message: Locator): Locator {
    return message.locator(".avatar");
  }

  time(message: Locator): Locator {
    return message.locator(".message-time");
  }

  /** Why a message is not sent, or when it is tried again. */
  delivery(message: Locator): Locator {
    return message.locator(".message-status");
  }

  channel(name: string): Locator {
    return this.channels.filter({ hasText: name });
  }

  setting(role: "radio" | "switch", name: string): Locator {
    return this.sidebar.getByRole(role, { name });
  }

  person(name: string): Locator {
    return this.people.filter({ hasText: name });
  }
}
