//! Panels in place of the conversation: signed out, wrong settings, a chat that cannot start.

use leptos::prelude::*;

use super::element::{Built, div, element, p, span};
use super::icon::icon;
use crate::app::handle::Chat;
use crate::strings::Strings;

/// The user is signed out: the link to the site's sign-in and back.
pub fn signed_out(chat: Chat) -> Built {
    let strings = chat.strings();
    let to = |words| link(words).attr("href", chat.login_url());
    let sign_in = to(strings.sign_in()).attr("target", chat.login_target());
    // Some sign-in pages do not lead back. The chat continues when its user returns to this tab.
    let beside = chat
        .login_target()
        .is_none()
        .then(|| to(strings.sign_in_beside()).class("button").attr("target", "_blank").attr("rel", "noopener"));
    let actions = div("panel-actions").child(sign_in).child(beside);
    let heading = element("h2").child(strings.signed_out_title());
    panel(("info", "icon icon-lock"), heading, strings.signed_out_text(), None, actions)
}

/// An invalid setting: its name, its value, and what is expected.
pub fn configuration_error(strings: Strings, field: String, holds: String, expected: String) -> AnyView {
    let code = |text: String| element("dd").child(element("code").child(text));
    let expected = element("dd").attr("lang", "en").attr("dir", "auto").child(expected);
    let facts = [(strings.field(), code(field)), (strings.holds(), code(holds)), (strings.expected(), expected)];
    let fact =
        |(name, fact): (&'static str, Built)| div("panel-fact").child(element("dt").child(name)).child(fact).into_any();
    let facts = element("dl").class("panel-facts").children(facts.map(fact));
    error_page(strings, strings.configuration_title(), strings.configuration_text(), Some(facts))
}

/// The chat cannot start, for a reason other than a single setting: what happened, what it means and what to do.
pub fn fatal_error(strings: Strings, words: &str) -> AnyView {
    error_page(strings, strings.fatal_title(), words, None)
}

/// A page with only a panel.
fn error_page(strings: Strings, title: &'static str, text: &str, facts: Option<Built>) -> AnyView {
    // A link to the page itself reloads it. In a host page `src/entry/embed/widget.js` opens the doctor in place of
    // the chat.
    let to = |words, address: &'static str| link(words).attr("href", address);
    let doctor = to(strings.doctor(), "doctor.html").class("button");
    let actions = div("panel-actions").child(to(strings.reload(), "")).child(doctor);
    let panel = panel(("error", "icon icon-alert"), element("h1").child(title), text, facts, actions);
    div("chat")
        .attr("lang", strings.tag())
        .attr("dir", strings.dir())
        .attr("data-connection", "failed")
        .child(div("chat-main").attr("role", "main").child(panel))
        .into_any()
}

fn link(words: &'static str) -> Built {
    element("a").class("button button-primary").child(words)
}

fn panel(
    (kind, mark): (&'static str, &'static str),
    heading: Built,
    text: &str,
    facts: Option<Built>,
    actions: Built,
) -> Built {
    let card = div("panel-card")
        .child(span("panel-mark").attr("aria-hidden", "true").child(icon(mark)))
        .child(heading.class("panel-title").attr("id", "chat-panel-title"))
        .child(p("panel-text").child(text))
        .child(facts)
        .child(actions);
    element("section")
        .class("panel")
        .attr("data-kind", kind)
        .attr("role", "alert")
        .attr("aria-labelledby", "chat-panel-title")
        .child(card)
}
