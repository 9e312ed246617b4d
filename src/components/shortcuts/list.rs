//! The list of shortcuts. In the chunk of the dialogs.

use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::components::dialog::Dialog;
use crate::components::element::{div, element};
use crate::components::keys::is_mac;
use crate::model::timeline::Offered;
use crate::strings::Strings;

/// The dialog with the list.
pub fn shortcut_list(dialog: Dialog, chat: Chat) -> AnyView {
    let strings = chat.strings();
    dialog.view(strings.shortcuts(), move |dialog| help(dialog, strings, chat.may_search(), chat.state.offered.get()))
}

/// The entries of the list, without unavailable ones.
fn help(dialog: Dialog, strings: Strings, may_search: bool, offered: Offered) -> Vec<AnyView> {
    let (up, down, command) = ("↑", "↓", if is_mac() { "⌘" } else { strings.key_control() });
    let (alt, shift, escape) = (strings.key_alt(), strings.key_shift(), strings.key_escape());
    let all: [(bool, &[&'static str], &'static str); 16] = [
        (true, &[command, "K"], strings.go_to_channel()),
        (may_search, &[command, shift, "F"], strings.search()),
        (true, &[alt, up], strings.previous_channel()),
        (true, &[alt, down], strings.next_channel()),
        (true, &[alt, shift, down], strings.next_unread()),
        (true, &[strings.key_enter()], strings.send_message()),
        (true, &[shift, strings.key_enter()], strings.new_line()),
        (true, &[up], strings.recall()),
        (true, &[command, up], strings.to_messages()),
        (true, &[up, down], strings.walk()),
        (true, &[strings.key_enter()], strings.actions_of_message()),
        (offered.react, &["+"], strings.react_key()),
        (offered.reply, &["R"], strings.reply_key()),
        (offered.delete, &[strings.key_delete()], strings.delete_key()),
        (true, &[escape], strings.close_or_back()),
        (true, &["?"], strings.shortcuts()),
    ];
    let draw = |(_, keys, meaning): (bool, &[&'static str], &'static str)| {
        let keys = keys.iter().map(|key| element("kbd").child(*key).into_any());
        let (meaning, keys) = (element("dt").child(meaning), element("dd").children(keys));
        div("shortcut").child(meaning).child(keys).into_any()
    };
    let title = element("h2").class("dialog-title").child(strings.shortcuts());
    vec![
        div("dialog-header").child(title).child(dialog.close_button(strings)).into_any(),
        // It scrolls if it does not fit, so the keyboard must be able to reach it.
        element("dl")
            .class("shortcuts")
            .attr("tabindex", "0")
            .children(all.into_iter().filter(|line| line.0).map(draw))
            .into_any(),
    ]
}
