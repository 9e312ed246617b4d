//! The whole chat: the two columns, and the content of the main one.

use litemap::LiteMap;

use leptos::ev;
use leptos::prelude::*;

use super::announcer::announcer;
use super::banner::banners;
use super::composer::composer;
use super::deletion::Deletion;
use super::element::{Built, ElementRef, div};
use super::field::Field;
use super::header::header;
use super::live::live;
use super::message_list::{Readings, message_list};
use super::panel::signed_out;
use super::picker::Picker;
use super::refused::Refused;
use super::search::Search;
use super::sheet::Sheet;
use super::shortcuts::Shortcuts;
use super::sidebar::sidebar;
use super::status_words;
use super::typing::typing;
use crate::app::handle::Chat;
use crate::browser::observe::SizeObserver;
use crate::model::connection::Status;
use crate::model::theme::Theme;
use crate::model::timeline::HeadView;
use crate::reactive::{Memo, Stored, effect};

/// The chat.
pub fn chat_view(chat: Chat) -> AnyView {
    let strings = chat.strings();
    let sheet = Sheet::new();
    let root = ElementRef::new();
    let (field, refused, deletion) = (Field::default(), Refused::default(), Deletion::new(chat));
    let picker = Picker::new(chat, field);
    close_when_wide(root, sheet);
    fetch_chunks(chat);
    let search = Search::new(chat);
    let shortcuts = Shortcuts::new(chat, field, sheet, search);
    div("chat")
        .attr("lang", strings.tag())
        .attr("dir", strings.dir())
        .live_attr("data-theme", move || theme(chat))
        .live_attr("data-connection", move || chat.state.status.with(status_words::connection))
        .node_ref(root)
        .on(ev::keydown, move |event| shortcuts.on_key(&event))
        .on(ev::dragover, move |event| refused.drag(&event))
        .on(ev::drop, move |event| refused.drop(&event, chat, field))
        .child(sidebar(chat, sheet, shortcuts))
        .child(div("chat-scrim").on(ev::click, move |_| sheet.close()))
        .child(search.view())
        .child(main_column(chat, (sheet, search), field, refused, (deletion, picker)))
        .child(shortcuts.dialogs())
        .child(deletion.view())
        .child(picker.view())
        .children(announcer(chat, refused))
        .into_any()
}

/// The chosen theme, or the system's.
fn theme(chat: Chat) -> Option<&'static str> {
    Some(chat.preferences.theme.get()).filter(|theme| *theme != Theme::System).map(Theme::name)
}

fn main_column(
    chat: Chat,
    (sheet, search): (Sheet, Search),
    field: Field,
    refused: Refused,
    (deletion, picker): (Deletion, Picker),
) -> Built {
    let readings: Readings = Stored::new(LiteMap::new());
    let is_signed_out = Memo::new(move |_| chat.state.status.with(|status| *status == Status::SignedOut));
    let conversation = move || {
        if is_signed_out.get() {
            signed_out(chat).into_any()
        } else {
            message_list(chat, readings, field, (deletion, picker))
        }
    };
    // No <main>: in a host page it has another role.
    div("chat-main")
        .attr("role", "main")
        .live_attr("inert", move || sheet.is_open())
        .child(header(chat, sheet, search))
        .child(live(conversation))
        .children(banners(chat, field, refused))
        .child(typing(chat))
        .child(composer(chat, field, refused, (deletion, picker)))
}

/// Starts to fetch the chunks once there is something to read.
fn fetch_chunks(chat: Chat) {
    effect(move || {
        if chat.open_channel().head.with(|head| *head != HeadView::Unknown) {
            chat.fetch_chunks_when_idle();
        }
    });
}

/// If the chat became wide, a sheet left open would make the main column inert without a visible reason.
fn close_when_wide(root: ElementRef, sheet: Sheet) {
    let observer = Stored::new(None::<SizeObserver>);
    effect(move || {
        if let Some(root) = root.get() {
            observer.set_value(Some(SizeObserver::new(&[&root], move || sheet.close_if_needless())));
        }
    });
}
