//! The chat as a whole: the two columns, and what stands in the main one.

use litemap::LiteMap;

use leptos::html::Div;
use leptos::prelude::*;

use super::announcer::Announcer;
use super::banner::Banner;
use super::composer::{Composer, Field};
use super::files::Refused;
use super::header::Header;
use super::language::language;
use super::live::live;
use super::message_list::{MessageList, Readings};
use super::panel::SignedOut;
use super::sheet::Sheet;
use super::shortcuts::Shortcuts;
use super::sidebar::Sidebar;
use super::status_words;
use super::typing::Typing;
use crate::app::effect::effect;
use crate::app::handle::Chat;
use crate::browser::observe::SizeObserver;
use crate::model::connection::Status;
use crate::model::theme::Theme;

/// The chat that stands in the context.
#[component]
pub fn ChatView() -> impl IntoView {
    let chat = Chat::here();
    let language = language();
    let sheet = Sheet::new();
    let root = NodeRef::<Div>::new();
    let (field, refused) = (Field::default(), Refused::default());
    close_when_wide(root, sheet);
    let shortcuts = Shortcuts::new(field, sheet);
    view! {
        <div
            class="chat"
            lang=language.tag.as_str()
            dir=language.dir()
            data-theme=move || theme(chat)
            data-connection=move || chat.state.status.with(status_words::connection)
            node_ref=root
            on:keydown=move |event| shortcuts.on_key(&event)
            on:dragover=move |event| refused.drag(&event)
            on:drop=move |event| refused.drop(&event, chat, field)
        >
            <Sidebar sheet shortcuts />
            <div class="chat-scrim" on:click=move |_| sheet.close()></div>
            {main_column(chat, sheet, field, refused)}
            {shortcuts.dialogs()}
            <Announcer />
        </div>
    }
    .into_any()
}

/// The theme where it is chosen; else it is the system's.
fn theme(chat: Chat) -> Option<&'static str> {
    Some(chat.preferences.theme.get()).filter(|theme| *theme != Theme::System).map(Theme::name)
}

fn main_column(chat: Chat, sheet: Sheet, field: Field, refused: Refused) -> AnyView {
    let readings: Readings = StoredValue::new(LiteMap::new());
    let is_signed_out = Memo::new(move |_| chat.state.status.with(|status| *status == Status::SignedOut));
    let conversation = move || {
        if is_signed_out.get() {
            view! { <SignedOut /> }.into_any()
        } else {
            view! { <MessageList readings field /> }.into_any()
        }
    };
    view! {
        // No <main>: in somebody else's page it has another role.
        <div class="chat-main" role="main" inert=move || sheet.is_open()>
            <Header sheet />
            {live(conversation)}
            <Banner />
            {refused.notice()}
            <Typing />
            <Composer field refused />
        </div>
    }
    .into_any()
}

/// A sheet that is left open while the chat becomes wide would leave the main column inert for no visible reason.
fn close_when_wide(root: NodeRef<Div>, sheet: Sheet) {
    let observer = StoredValue::new_local(None::<SizeObserver>);
    effect(move || {
        if let Some(root) = root.get() {
            observer.set_value(Some(SizeObserver::new(&[&root], move || sheet.close_if_needless())));
        }
    });
}
