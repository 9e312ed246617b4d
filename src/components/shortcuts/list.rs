//! The list of the shortcuts. It is in the chunk of the dialogs.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::components::element::{div, element};
use crate::components::keys::is_mac;
use crate::strings::Strings;

/// The dialog with the list.
pub fn shortcut_list(dialog: Dialog, strings: Strings) -> AnyView {
    dialog.view(strings.shortcuts(), move |dialog| help(dialog, strings))
}

/// What the list of shortcuts holds.
fn help(dialog: Dialog, strings: Strings) -> Vec<AnyView> {
    let (up, down, command) = ("↑", "↓", if is_mac() { "⌘" } else { strings.key_control() });
    let (alt, shift, escape) = (strings.key_alt(), strings.key_shift(), strings.key_escape());
    let all: [(&[&'static str], &'static str); 15] = [
        (&[command, "K"], strings.go_to_channel()),
        (&[alt, up], strings.previous_channel()),
        (&[alt, down], strings.next_channel()),
        (&[alt, shift, down], strings.next_unread()),
        (&[strings.key_enter()], strings.send_message()),
        (&[shift, strings.key_enter()], strings.new_line()),
        (&[up], strings.recall()),
        (&[command, up], strings.to_messages()),
        (&[up, down], strings.walk()),
        (&[strings.key_enter()], strings.actions_of_message()),
        (&["+"], strings.react_key()),
        (&["R"], strings.reply_key()),
        (&[strings.key_delete()], strings.delete_key()),
        (&[escape], strings.close_or_back()),
        (&["?"], strings.shortcuts()),
    ];
    let draw = |(keys, meaning): (&[&'static str], &'static str)| {
        let keys = keys.iter().map(|key| element("kbd").child(*key).into_any());
        let (meaning, keys) = (element("dt").child(meaning), element("dd").children(keys));
        div("shortcut").child(meaning).child(keys).into_any()
    };
    let title = element("h2").class("dialog-title").child(strings.shortcuts());
    vec![
        div("dialog-header").child(title).child(dialog.close_button(strings)).into_any(),
        element("dl").class("shortcuts").children(all.into_iter().map(draw)).into_any(),
    ]
}
