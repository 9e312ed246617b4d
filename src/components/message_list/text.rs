//! The text of a message: formatting as elements, everything else as text nodes. Text never becomes markup.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::HtmlPreElement;

use super::context::Rows;
use crate::browser::letters::lowered;
use crate::browser::observe::SizeObserver;
use crate::components::element::{Built, Child, ElementRef, div, element, span};
use crate::components::live::live;
use crate::model::fold;
use crate::model::markup::emoji::is_emoji_only;
use crate::model::markup::links::{host_beside, target};
use crate::model::markup::{Block, Item, Kind, Mentionable, Span, Style, parse};
use crate::model::message::RowKey;
use crate::model::text::{cut, is_stacked_high, shows_something, with_line_breaks};
use crate::reactive::{Stored, effect};
use crate::strings::Strings;

/// Links do not reveal where they were found.
pub const REL: &str = "noopener noreferrer nofollow ugc";

/// Precedes an item without a number. It is text, so that it is copied with the item.
const BULLET: &str = "•";

/// The classes of items, by their level.
const ITEMS: [&str; Item::DEEPEST as usize + 1] = ["item", "item is-second", "item is-third", "item is-fourth"];

/// The text of a message, and the button that shows the rest of a long one. A text that may mention someone is
/// redrawn when another name becomes known. `may_be_blank` if the message has something else to show.
pub fn text(rows: Rows, key: RowKey, text: &Arc<str>, may_be_blank: bool) -> [Option<Built>; 2] {
    let strings = rows.chat.strings();
    let text: &Arc<str> = &match with_line_breaks(text) {
        Cow::Borrowed(_) => text.clone(),
        Cow::Owned(text) => text.into(),
    };
    let steps = rows.unfolded.steps(key, text);
    let is_blank = !shows_something(text);
    let element = div("message-text")
        .attr("part", "message-text")
        .attr("dir", "auto")
        .attr("data-emoji", is_emoji_only(text))
        .attr("data-stacked", is_stacked_high(text))
        .attr("data-blank", is_blank && !may_be_blank);
    let element = if is_blank {
        element.child((!may_be_blank).then(|| strings.blank_message()))
    } else if steps.is_some() || text.contains('@') {
        let (text, names) = (text.clone(), rows.names);
        element.child(live(move || {
            let part = fold::part(&text, steps.map_or(0, |steps| steps.get()));
            div("message-parts").children(names.with(|names, me| draw(strings, &part.text, names, me)))
        }))
    } else {
        element.children(draw(strings, text, &[], None))
    };
    [Some(element), steps.map(|steps| rows.unfolded.button(strings, key, text.clone(), steps))]
}

fn draw(strings: Strings, text: &str, names: &[Arc<str>], me: Option<&str>) -> Vec<Child> {
    blocks(strings, &parse(text, who(names)), me)
}

fn who(names: &[Arc<str>]) -> Mentionable<'_> {
    Mentionable { names, lowered }
}

/// Plain text alone needs no element; beside other blocks it gets one.
fn blocks(strings: Strings, blocks: &[Block<'_>], me: Option<&str>) -> Vec<Child> {
    if let [Block::Text(list)] = blocks {
        return spans(list, false, me);
    }
    blocks.iter().map(|part| block(strings, part, me).into()).collect()
}

fn block(strings: Strings, block: &Block<'_>, me: Option<&str>) -> AnyView {
    match block {
        Block::Text(list) => div("text-part").attr("dir", "auto").children(spans(list, true, me)),
        Block::Quote(parts) => {
            element("blockquote").class("quote").attr("dir", "auto").children(blocks(strings, parts, me))
        }
        Block::List(items) => element("ul").class("items").children(items.iter().map(|part| item(part, me))),
        Block::Code(lines) => code(strings, lines.join("\n")),
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

/// Code is written from left to right in every language. It can be focused if it is wider than its box.
fn code(strings: Strings, text: String) -> Built {
    let pre = ElementRef::<HtmlPreElement>::new();
    let observer = Stored::new(None::<SizeObserver>);
    effect(move || {
        if let Some(element) = pre.get() {
            let (watched, label) = (element.clone(), strings.code());
            observer.set_value(Some(SizeObserver::new(&[&element], move || reach(&watched, label))));
        }
    });
    element("pre")
        .class("code-block")
        .attr("dir", "ltr")
        .attr("translate", "no")
        .node_ref(pre)
        .child(element("code").child(text))
}

fn reach(code: &HtmlPreElement, label: &str) {
    let scrolls = code.scroll_width() > code.client_width();
    for (name, value) in [("tabindex", "0"), ("role", "group"), ("aria-label", label)] {
        // Every browser accepts plain names and values.
        let _ = if scrolls { code.set_attribute(name, value) } else { code.remove_attribute(name) };
    }
}

/// Adjacent plain spans are one text node. A line break at the end of a block would not show as an empty line, so it
/// is doubled if other blocks follow.
fn spans(spans: &[Span<'_>], is_among_others: bool, me: Option<&str>) -> Vec<Child> {
    let mut drawn = Vec::new();
    let mut plain = String::new();
    for span in spans {
        if span.kind == Kind::Text && span.style == Style::default() {
            plain.push_str(span.text);
        } else {
            if !plain.is_empty() {
                drawn.push(std::mem::take(&mut plain).into());
            }
            drawn.push(styled(span, me));
        }
    }
    if is_among_others && ((plain.is_empty() && drawn.is_empty()) || plain.ends_with('\n')) {
        plain.push('\n');
    }
    if !plain.is_empty() {
        drawn.push(plain.into());
    }
    drawn
}

fn styled(span: &Span<'_>, me: Option<&str>) -> Child {
    let text = span.text.to_owned();
    let mut drawn = match span.kind {
        Kind::Text => Child::Text(text),
        Kind::Code => element("code")
            .class("inline-code")
            .attr("dir", "ltr")
            .attr("translate", "no")
            .child(text)
            .into_any()
            .into(),
        Kind::Link => link(text).into_any().into(),
        Kind::Named(address) => named(text, address).into_any().into(),
        Kind::Mention => {
            let is_me = me.is_some_and(|me| who(&[]).is_same(cut(span.text, 1..), me));
            let class = if is_me { "mention is-me" } else { "mention" };
            element("span").class(class).attr("dir", "auto").attr("translate", "no").child(text).into_any().into()
        }
    };
    let Style { bold, italic, strike } = span.style;
    for (tag, is_wanted) in [("s", strike), ("em", italic), ("strong", bold)] {
        if is_wanted {
            drawn = element(tag).children([drawn]).into_any().into();
        }
    }
    drawn
}

/// An address is read from left to right, in any context.
fn link(address: String) -> Built {
    let to = target(&address).into_owned();
    leading_to(to).attr("dir", "ltr").attr("translate", "no").child(address)
}

/// The host is part of the link, so that it is in the link's name.
fn named(words: String, address: &str) -> Built {
    let host = host_beside(&words, address);
    let shown =
        host.map(|host| span("link-host").attr("dir", "ltr").attr("translate", "no").child(["(", host, ")"].concat()));
    leading_to(address.to_owned()).child(element("bdi").child(words)).child(host.map(|_| " ")).child(shown)
}

fn leading_to(address: String) -> Built {
    element("a").attr("rel", REL).attr("target", "_blank").attr("href", address)
}
