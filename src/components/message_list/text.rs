//! The text of a message: its formatting as elements, all else as text nodes. Nothing of it ever becomes markup.

use std::sync::Arc;

use leptos::html::Pre;
use leptos::prelude::*;
use web_sys::HtmlPreElement;

use super::names::Names;
use crate::app::effect::effect;
use crate::browser::observe::SizeObserver;
use crate::components::element::element;
use crate::components::live::live;
use crate::components::words;
use crate::model::markup::emoji::is_emoji_only;
use crate::model::markup::{Block, Item, Kind, Span, Style, parse};

/// Where a link may lead without telling where it was found.
const REL: &str = "noopener noreferrer nofollow ugc";

/// Stands before an item that has no number. It is text, so that it is copied with the item.
const BULLET: &str = "•";

/// The classes of items, by their level.
const ITEMS: [&str; Item::DEEPEST as usize + 1] = ["item", "item is-second", "item is-third", "item is-fourth"];

/// The text of a message. Where it may mention somebody, it is drawn anew when another name becomes known.
pub fn text(names: Names, text: &Arc<str>) -> AnyView {
    let words = if text.contains('@') {
        let text = text.clone();
        live(move || names.with(|names, me| draw(&text, names, me)))
    } else {
        draw(text, &[], None)
    };
    view! { <div class="message-text" part="message-text" dir="auto" data-emoji=is_emoji_only(text)>{words}</div> }
        .into_any()
}

fn draw(text: &str, names: &[Arc<str>], me: Option<&str>) -> AnyView {
    blocks(&parse(text, names), me)
}

/// Words alone stand by themselves; beside other blocks they have an element of their own.
fn blocks(blocks: &[Block<'_>], me: Option<&str>) -> AnyView {
    if let [Block::Text(list)] = blocks {
        return spans(list, false, me);
    }
    blocks.iter().map(|part| block(part, me)).collect::<Vec<_>>().into_any()
}

fn block(block: &Block<'_>, me: Option<&str>) -> AnyView {
    match block {
        Block::Text(list) => element("DIV", Some("text-part"), Some("auto"), spans(list, true, me)),
        Block::Quote(parts) => element("BLOCKQUOTE", Some("quote"), Some("auto"), blocks(parts, me)),
        Block::List(items) => {
            let items: Vec<_> = items.iter().map(|part| item(part, me)).collect();
            element("UL", Some("items"), None, items.into_any())
        }
        Block::Code(lines) => code(lines.join("\n")),
    }
}

fn item(item: &Item<'_>, me: Option<&str>) -> AnyView {
    let marker = [item.number.unwrap_or(BULLET), " "].concat().into_any();
    let parts = vec![element("SPAN", Some("item-marker"), None, marker), spans(&item.spans, false, me)];
    element("LI", Some(ITEMS[usize::from(item.level)]), Some("auto"), parts.into_any())
}

/// Code is written from left to right in every language. It can be reached by the keyboard where it is wider than its box.
fn code(text: String) -> AnyView {
    let pre = NodeRef::<Pre>::new();
    let observer = StoredValue::new_local(None::<SizeObserver>);
    effect(move || {
        if let Some(element) = pre.get() {
            let watched = element.clone();
            observer.set_value(Some(SizeObserver::new(&[&element], move || reach(&watched))));
        }
    });
    let code = element("CODE", None, None, text.into_any());
    view! { <pre class="code-block" dir="ltr" node_ref=pre>{code}</pre> }.into_any()
}

fn reach(code: &HtmlPreElement) {
    let scrolls = code.scroll_width() > code.client_width();
    for (name, value) in [("tabindex", "0"), ("role", "group"), ("aria-label", words::code())] {
        // Plain names and values, which no browser refuses.
        let _ = if scrolls { code.set_attribute(name, value) } else { code.remove_attribute(name) };
    }
}

/// Spans of plain words that follow each other are one text node. A line break at the end of a block would not be seen as the
/// empty line that it is: it is doubled, where the block stands among others.
fn spans(spans: &[Span<'_>], is_among_others: bool, me: Option<&str>) -> AnyView {
    let mut drawn = Vec::new();
    let mut plain = String::new();
    for span in spans {
        if span.kind == Kind::Text && span.style == Style::default() {
            plain.push_str(span.text);
        } else {
            if !plain.is_empty() {
                drawn.push(std::mem::take(&mut plain).into_any());
            }
            drawn.push(styled(span, me));
        }
    }
    if is_among_others && ((plain.is_empty() && drawn.is_empty()) || plain.ends_with('\n')) {
        plain.push('\n');
    }
    if !plain.is_empty() {
        drawn.push(plain.into_any());
    }
    drawn.into_any()
}

fn styled(span: &Span<'_>, me: Option<&str>) -> AnyView {
    let text = span.text.to_owned();
    let mut drawn = match span.kind {
        Kind::Text => text.into_any(),
        Kind::Code => element("CODE", Some("inline-code"), Some("ltr"), text.into_any()),
        Kind::Link => link(text),
        Kind::Mention => {
            let is_me = me.is_some_and(|me| span.text[1..].eq_ignore_ascii_case(me));
            let class = if is_me { "mention is-me" } else { "mention" };
            element("SPAN", Some(class), Some("auto"), text.into_any())
        }
    };
    let Style { bold, italic, strike } = span.style;
    for (tag, is_wanted) in [("S", strike), ("EM", italic), ("STRONG", bold)] {
        if is_wanted {
            drawn = element(tag, None, None, drawn);
        }
    }
    drawn
}

fn link(address: String) -> AnyView {
    let words = address.clone();
    view! { <a href=address rel=REL target="_blank">{words}</a> }.into_any()
}
