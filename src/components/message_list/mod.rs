//! The messages of the open channel: the scroller, its rows, and the button to the newest message.

mod actions;
mod answered;
mod attachments;
mod context;
mod drawn;
mod focus;
mod fold;
mod gap;
mod head;
mod names;
mod place;
mod pointed;
mod print;
mod reactions;
pub mod replies;
mod row;
mod scroll;
mod sight;
mod sought;
mod status;
mod text;
mod viewer;
mod viewport;
mod walk;
mod window;

use leptos::ev::{self, MouseEvent};
use leptos::prelude::*;
use web_sys::HtmlElement;

use self::actions::Actions;
use self::context::Rows;
use self::fold::Unfolded;
pub use self::head::failure as head_failure;
use self::names::Names;
use self::pointed::Pointed;
use self::replies::replies_dialog;
pub use self::scroll::Readings;
use self::scroll::Scroll;
use self::viewer::viewer_dialog;
use self::viewport::Viewport;
use super::deletion::Deletion;
use super::element::{Built, ElementRef, button, div, element};
use super::field::Field;
use super::icon::icon;
use super::keys::target_of;
use super::live::live;
use super::picker::Picker;
use super::ticking::today;
use crate::app::handle::Chat;
use crate::model::message::ChannelId;
use crate::model::timeline::HeadView;
use crate::reactive::{Signal, effect};
use crate::strings::Strings;

/// The list of the open channel. Each channel's list is a separate element, at the position where it was left.
/// `readings` has the reading position of each channel, `field` is the composer's text field.
pub fn message_list(chat: Chat, readings: Readings, field: Field, (deletion, picker): (Deletion, Picker)) -> AnyView {
    let rows = Rows {
        chat,
        field,
        deletion,
        picker,
        today: today(),
        names: Names::new(chat),
        unfolded: Unfolded::new(),
        all_reactions: Unfolded::new(),
        way_back: Signal::new(Vec::new()),
        replies_of: Signal::new(None),
        viewed: Signal::new(None),
    };
    live(move || list(rows, &chat.state.selected.get(), readings))
}

fn list(rows: Rows, id: &ChannelId, readings: Readings) -> Built {
    let chat = rows.chat;
    let pointed = Pointed::new();
    let scroll = Scroll::new(rows, id, readings, pointed);
    let viewport = scroll.viewport;
    let actions = Actions::new(rows, scroll, pointed);
    sought::watch(scroll, rows, id.clone());
    print::watch(scroll);
    enter_when_wanted(rows.field, scroll);
    let (above, below) = viewport.spaces;
    let channel = chat.state.channel(id);
    let read_id = id.clone();
    effect(move || {
        if let Some(in_sight) = scroll.in_sight.get() {
            chat.sees(read_id.clone(), in_sight);
        }
    });
    let (name_id, head_id) = (id.clone(), id.clone());
    let content = div("message-list-content")
        .node_ref(viewport.content)
        .child(live(move || {
            let head = channel.head.get();
            leave_head(viewport);
            head::head(chat, &head_id, head)
        }))
        .child(space(above))
        // The drawn rows are here.
        .child(space(below));
    let log = div("message-list")
        .attr("part", "message-list")
        .attr("role", "log")
        .live_attr("aria-label", move || chat.strings().messages_in(&chat.channel_name(&name_id)))
        // The announcer reads new messages.
        .attr("aria-live", "off")
        .live_attr("aria-busy", move || channel.head.with(HeadView::is_fetching).then_some("true"))
        .attr("tabindex", "0")
        .attr("data-channel-id", id.shared().clone())
        .node_ref(viewport.list)
        .on(ev::scroll, move |_| {
            scroll.scrolled();
            actions.follow();
        })
        .on(ev::wheel, move |_| scroll.taken_over())
        .on(ev::touchmove, move |_| scroll.taken_over())
        .on(ev::keydown, move |event| {
            scroll.taken_over();
            match scroll.on_key(&event) {
                Some(key) => actions.open(key, false),
                None => actions.on_key(&event),
            }
        })
        .on(ev::focusin, move |event| {
            if let Some(list) = viewport.list.get_untracked() {
                focus::focus_in(chat.strings(), &list, &event);
            }
            actions.point_at(target_of(&event));
        })
        .on(ev::focusout, move |event| {
            if let Some(list) = viewport.list.get_untracked() {
                focus::focus_out(&list, &event);
            }
        })
        .on(ev::mouseover, move |event| actions.point_at(target_of(&event)))
        .on(ev::pointerdown, move |event| actions.press(&event))
        .on(ev::pointerup, move |_| actions.release())
        .on(ev::pointermove, move |event| actions.moves(&event))
        .on(ev::pointercancel, move |_| actions.release())
        .on(ev::contextmenu, move |event| actions.context_menu(&event))
        .on(ev::touchend, move |event| actions.lift(&event))
        .child(content);
    div("message-list-frame")
        .on(ev::mouseleave, move |_| actions.point_away())
        .on(ev::focusout, move |event| actions.focus_out(&event))
        .child(log)
        .children(actions.view())
        .child(replies_dialog(rows))
        .child(viewer_dialog(rows))
        .child(div("jumps").child(jump_back(rows, scroll)).child(jump_to_newest(chat.strings(), scroll)))
}

/// The content above the rows is about to change: if its button has the focus, the list takes it.
fn leave_head(viewport: Viewport) {
    let content = viewport.content.get_untracked();
    let focused = content.and_then(|content| content.query_selector(".history-loading :focus").ok().flatten());
    if focused.is_some() {
        viewport.focus_list();
    }
}

/// Placeholders for the rows that are not drawn.
fn space(node: ElementRef) -> Built {
    element("div").attr("aria-hidden", "true").node_ref(node)
}

/// Up in an empty composer leads here.
fn enter_when_wanted(field: Field, scroll: Scroll) {
    effect(move || {
        if field.leaves_for_list.get() {
            field.leaves_for_list.set(false);
            scroll.walk_to_newest();
        }
    });
}

/// The button disappears when the newest message is in view, for example after it was pressed.
fn jump_to_newest(strings: Strings, scroll: Scroll) -> Built {
    let has_unseen = move || scroll.unseen.get() > 0;
    let words = move || match scroll.unseen.get() {
        0 => strings.newest().to_owned(),
        count => strings.new_messages(count),
    };
    jump(scroll, move || !scroll.is_away.get(), move || scroll.to_newest())
        .attr("part", "jump")
        .live_attr("data-unread", has_unseen)
        .child(icon("icon icon-down"))
        .child(live(words))
}

/// Returns to the reply whose original was opened. At the newest message no way back is needed.
fn jump_back(rows: Rows, scroll: Scroll) -> Built {
    let (chat, way) = (rows.chat, rows.way_back);
    way.set(Vec::new());
    effect(move || {
        if !scroll.is_away.get() && !way.with_untracked(Vec::is_empty) {
            way.set(Vec::new());
        }
    });
    let back = move || {
        if let Some(answer) = way.try_update(Vec::pop).flatten() {
            chat.go_to(chat.state.selected.get_untracked(), answer);
        }
    };
    jump(scroll, move || !scroll.is_away.get() || way.with(Vec::is_empty), back)
        .attr("part", "jump-back")
        .child(icon("icon icon-quote"))
        .child(chat.strings().back())
}

/// A button over the list that goes elsewhere in it. If it disappears while it has the focus, the list takes the
/// focus, so that the keyboard scrolls it.
fn jump(scroll: Scroll, is_needless: impl Fn() -> bool + Send + 'static, act: impl Fn() + 'static) -> Built {
    let shown = ElementRef::new();
    let is_hidden = move || {
        let is_hidden = is_needless();
        let has_focus = |button: HtmlElement| button.matches(":focus").unwrap_or(false);
        if is_hidden && shown.get_untracked().is_some_and(has_focus) {
            scroll.viewport.focus_list();
        }
        is_hidden
    };
    let on_click = move |_: MouseEvent| {
        act();
        scroll.viewport.focus_list();
    };
    button("jump").node_ref(shown).live_attr("hidden", is_hidden).on(ev::click, on_click)
}
