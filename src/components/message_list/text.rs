//! The text of a message: its formatting as elements, all else as text nodes. Nothing of it ever becomes markup.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::HtmlPreElement;

use super::names::Names;
use crate::app::effect::effect;
use crate::browser::observe::SizeObserver;
use crate::components::element::{Built, ElementRef, div, element, span};
use crate::components::live::live;
use crate::components::words;
use crate::model::markup::emoji::is_emoji_only;
use crate::model::markup::{Block, Item, Kind, Span, Style, parse};
use crate::model::text::cut;

/// Where a link may lead without telling where it was found.
const REL: &str = "noopener noreferrer nofollow ugc";

/// Stands before an item that has no number. It is text, so that it is copied with the item.
const BULLET: &str = "•";

/// The classes of items, by their level.
const ITEMS: [&str; Item::DEEPEST as usize + 1] = ["item", "item is-second", "item is-third", "item is-fourth"];

/// The text of a message. Where it may mention somebody, it is drawn anew when another name becomes known.
pub fn text(names: Names, text: &Arc<str>) -> Built {
    let element =
        div("message-text").attr("part", "message-text").attr("dir", "auto").attr("data-emoji", is_emoji_only(text));
    if text.contains('@') {
        let text = text.clone();
        element.child(live(move || names.with(|names, me| draw(&text, names, me))))
    } else {
        element.children(draw(text, &[], None))
    }
}

fn draw(text: &str, names: &[Arc<str>], me: Option<&str>) -> Vec<AnyView> {
    blocks(&parse(text, names), me)
}

/// Words alone stand by themselves; beside other blocks they have an element of their own.
fn blocks(blocks: &[Block<'_>], me: Option<&str>) -> Vec<AnyView> {
    if let [Block::Text(list)] = blocks {
        return spans(list, false, me);
    }
    blocks.iter().map(|part| block(part, me)).collect()
}

fn block(block: &Block<'_>, me: Option<&str>) -> AnyView {
    match block {
        Block::Text(list) => div("text-part").attr("dir", "auto").children(spans(list, true, me)),
        Block::Quote(parts) => element("blockquote").class("quote").attr("dir", "auto").children(blocks(parts, me)),
        Block::List(items) => element("ul").class("items").children(items.iter().map(|part| item(part, me))),
        Block::Code(lines) => code(lines.join("\n")),
    }
    .into_any()
}

fn item(item: &Item<'_>, me: Option<&str>) -> AnyView {
    let marker = span("item-marker").child([item.number.unwrap_or(BULLET), " "].concat());
    element("li")
        .class(ITEMS[usize::from(item.level)])
        .attr("dir", "auto")
        .child(marker)
        .children(spans(&item.spans, false, me))
        .into_any()
}

/// Code is written from left to right in every language. It can be reached by the keyboard where it is wider than its box.
fn code(text: String) -> Built {
    let pre = ElementRef::<HtmlPreElement>::new();
    let observer = StoredValue::new_local(None::<SizeObserver>);
    effect(move || {
        if let Some(element) = pre.get() {
            let (watched, label) = (element.clone(), words::code());
            observer.set_value(Some(SizeObserver::new(&[&element], move || reach(&watched, label))));
        }
    });
    element("pre").class("code-block").attr("dir", "ltr").node_ref(pre).child(element("code").child(text))
}

fn reach(code: &HtmlPreElement, label: &str) {
    let scrolls = code.scroll_width() > code.client_width();
    for (name, value) in [("tabindex", "0"), ("role", "group"), ("aria-label", label)] {
        // Plain names and values, which no browser refuses.
        let _ = if scrolls { code.set_attribute(name, value) } else { code.remove_attribute(name) };
    }
}

/// Spans of plain words that follow each other are one text node. A line break at the end of a block would not be seen as the
/// empty line that it is: it is doubled, where the block stands among others.
fn spans(spans: &[Span<'_>], is_among_others: bool, me: Option<&str>) -> Vec<AnyView> {
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
    drawn
}

fn styled(span: &Span<'_>, me: Option<&str>) -> AnyView {
    let text = span.text.to_owned();
    let mut drawn = match span.kind {
        Kind::Text => text.into_any(),
        Kind::Code => element("code").class("inline-code").attr("dir", "ltr").child(text).into_any(),
        Kind::Link => link(text).into_any(),
        Kind::Mention => {
            let is_me = me.is_some_and(|me| cut(span.text, 1..).eq_ignore_ascii_case(me));
            let class = if is_me { "mention is-me" } else { "mention" };
            element("span").class(class).attr("dir", "auto").child(text).into_any()
        }
    };
    let Style { bold, italic, strike } = span.style;
    for (tag, is_wanted) in [("s", strike), ("em", italic), ("strong", bold)] {
        if is_wanted {
            drawn = element(tag).child(drawn).into_any();
        }
    }
    drawn
}

fn link(address: String) -> Built {
    element("a").attr("rel", REL).attr("target", "_blank").child(address.clone()).attr("href", address)
}
