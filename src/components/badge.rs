//! The badge of a channel with something new.

use leptos::prelude::*;

use super::element::span;
use crate::model::session::ChannelInfo;
use crate::strings::Strings;

/// Shows a channel's count of unread messages, with an `@` if any mentions the user; or a dot if there are some that
/// were not counted. Empty if there are none.
pub fn badge(strings: Strings, channel: &ChannelInfo) -> Vec<AnyView> {
    let (shown, spoken) = match channel.unread {
        _ if channel.has_news => (String::new(), strings.news().to_owned()),
        0 => return Vec::new(),
        count => (strings.badge(count), strings.unread(count as usize)),
    };
    // The character that people write before a name.
    let (shown, spoken) = match channel.mentions {
        0 => (shown, spoken),
        count => (["@", &shown].concat(), [spoken, strings.mentions(count as usize)].join(", ")),
    };
    let badge = span("badge").attr("dir", "ltr").attr("aria-hidden", "true").child(shown);
    vec![badge.into_any(), span("visually-hidden").child(spoken).into_any()]
}
