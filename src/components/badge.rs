//! The mark of a channel that has something new.

use leptos::prelude::*;

use super::element::span;
use super::words;
use crate::model::session::ChannelInfo;

/// A channel's count of unread messages, or a dot if there are some that were not counted. Nothing if there are none.
pub fn badge(channel: &ChannelInfo) -> Vec<AnyView> {
    let (shown, spoken) = match channel.unread {
        _ if channel.has_news => (String::new(), words::news().to_owned()),
        0 => return Vec::new(),
        count => (words::badge(count), words::unread(count as usize)),
    };
    let badge = span("badge").attr("dir", "ltr").attr("aria-hidden", "true").child(shown);
    vec![badge.into_any(), span("visually-hidden").child(spoken).into_any()]
}
