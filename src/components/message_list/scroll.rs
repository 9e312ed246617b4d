//! Keeps what is read in its place.
//!
//! What must stay is one value, a [`Place`]. It is corrected when the rows change, and by a size observer, which runs after
//! layout and before the picture is drawn: whatever has changed (older messages, a new one, a picture that was loaded, a
//! composer that grew, a window of another width), what is read does not move. Scroll events only tell what is read. The
//! rows around it are in the page ([`Drawn`]), the others are empty space.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use litemap::LiteMap;
use send_wrapper::SendWrapper;
use web_sys::Element;

use super::author::is_own;
use super::drawn::{Drawn, Frame};
use super::place::{Geometry, Place, Reading, Scrolled};
use super::print;
use super::row::Rows;
use super::sight::{measure, offset_of};
use super::sought;
use super::walk::{focused_row, pass_links_by, stay_at};
use super::window::{FOLLOWED_ROWS, MOST_ROWS, WHOLE_ROWS, filled, needed};
use crate::app::effect::effect;
use crate::app::handle::Chat;
use crate::app::state::ChannelState;
use crate::browser::observe::SizeObserver;
use crate::components::element::ElementRef;
use crate::model::message::{ChannelId, OrderKey, Person, RowKey};
use crate::model::time::Millis;
use crate::model::timeline::{HeadView, RowView};

/// How long a browser may glide to where it was scrolled, after something else was asked of it.
const GLIDE_MS: Millis = 400;

/// After the list has been still for so long, more of it is drawn than is seen.
const FILL_AFTER_MS: u32 = 300;

/// What `keyCode` is for F3. Not by its name, which would be made of every key that is pressed.
const F3_KEY: u32 = 114;

/// Where the visitor reads in each channel. It outlives the lists, which come and go with the open channel.
pub type Readings = StoredValue<LiteMap<ChannelId, Reading>>;

/// The scrolling of one channel's list.
#[derive(Clone, Copy)]
pub struct Scroll {
    chat: Chat,
    channel: ChannelState,
    id: StoredValue<ChannelId>,
    readings: Readings,
    last: StoredValue<Geometry>,
    observer: StoredValue<Option<SizeObserver>, LocalStorage>,
    drawn: StoredValue<Drawn, LocalStorage>,
    /// The row that held the focus and was seen, when all was last in its place.
    held: RwSignal<Option<RowKey>>,
    /// Draws the whole of a short conversation, once nothing has changed for a while.
    filling: StoredValue<Option<Timeout>, LocalStorage>,
    /// Whether the browser has searched: from then on rows stay for it.
    is_searched: StoredValue<bool>,
    /// Whether the page is being printed: all rows are drawn then.
    is_printing: StoredValue<bool>,
    /// Until when (on the session's clock) scroll events do not tell what is read.
    returning_until: StoredValue<Millis>,
    /// The scroller.
    pub list: ElementRef,
    /// The wrapper of everything in it.
    pub content: ElementRef,
    /// The space of the rows that are not drawn, above those that are and below.
    pub spaces: (ElementRef, ElementRef),
    /// Whether the newest message is out of sight.
    pub is_away: RwSignal<bool>,
    /// How many messages of others have come since.
    pub unseen: RwSignal<usize>,
    /// Set whenever all is in its place again.
    pub(super) settled: RwSignal<bool>,
    /// The row that the toolbar stands at.
    pub(super) at: RwSignal<Option<RowKey>>,
    /// The row whose menu is open.
    pub(super) menu_of: RwSignal<Option<RowKey>>,
}

impl Scroll {
    /// The scrolling of a channel that is being opened, at the place that it was left at.
    pub fn new(rows: Rows, id: &ChannelId, readings: Readings) -> Self {
        let chat = rows.chat;
        let scroll = Self {
            chat,
            channel: chat.state.channel(id),
            id: StoredValue::new(id.clone()),
            readings,
            last: StoredValue::new(Geometry::default()),
            observer: StoredValue::new_local(None),
            drawn: StoredValue::new_local(Drawn::new(rows)),
            held: RwSignal::new(None),
            filling: StoredValue::new_local(None),
            is_searched: StoredValue::new(false),
            is_printing: StoredValue::new(false),
            returning_until: StoredValue::new(0),
            list: ElementRef::new(),
            content: ElementRef::new(),
            spaces: (ElementRef::new(), ElementRef::new()),
            is_away: RwSignal::new(false),
            unseen: RwSignal::new(0),
            settled: RwSignal::new(false),
            at: RwSignal::new(None),
            menu_of: RwSignal::new(None),
        };
        scroll.watch_sizes();
        scroll.watch_rows();
        sought::watch(scroll, chat, id.clone());
        scroll.watch_search();
        print::watch(scroll);
        scroll
    }

    /// The visitor, or the browser, has scrolled.
    pub fn scrolled(self) {
        let Some((list, content)) = self.elements() else { return };
        let now = measure(&list, &content);
        // Where this put it itself, it was seen then what follows from it.
        if now == self.last.get_value() || now.is_hidden() {
            return;
        }
        if self.is_returning() && !now.is_at_bottom() {
            return self.correct();
        }
        let last = self.last.get_value();
        match (now.scrolled_from(&last), self.place()) {
            (Scrolled::Read, _) => {
                self.set_place(self.place_in_sight(&list, now));
                return if self.draw() { self.correct() } else { self.settle(now) };
            }
            (Scrolled::By(way), Place::Anchor(key, offset)) => self.set_place(Place::Anchor(key, offset - way)),
            (Scrolled::By(way), Place::Bottom) if way < 0.0 => {
                self.set_place(self.place_in_sight(&list, now));
            }
            (Scrolled::By(_), Place::Bottom) => {}
        }
        // The sizes stay as they were last corrected for: until that is done again, no event tells what is read.
        self.last.set_value(Geometry { above: now.above, ..last });
    }

    /// Goes to the newest message and stays there.
    pub fn to_newest(self) {
        self.return_to_bottom();
        self.correct();
    }

    /// From now on the newest is what is read, also where the browser is still gliding to where it was scrolled before.
    fn return_to_bottom(self) {
        self.set_place(Place::Bottom);
        self.returning_until.set_value(self.chat.now() + GLIDE_MS);
    }

    /// The visitor scrolls on purpose: from now on scroll events tell what is read again.
    pub fn taken_over(self) {
        self.returning_until.set_value(0);
    }

    fn is_returning(self) -> bool {
        self.place() == Place::Bottom && self.chat.now() < self.returning_until.get_value()
    }

    /// Draws the rows around what is read, and puts that back into its place.
    fn correct(self) {
        // Measuring would make the browser lay out a page that is about to change.
        let is_unknown = self.channel.head.with_untracked(|head| *head == HeadView::Unknown);
        if is_unknown && self.with_drawn(|drawn, all| all.is_empty() && drawn.rows().len() == 0) {
            return;
        }
        self.draw();
        self.put_back();
    }

    fn put_back(self) {
        let Some((list, content)) = self.elements() else { return };
        let now = measure(&list, &content);
        if now.is_hidden() {
            // Whatever size it has when it is shown is another one.
            return self.last.set_value(now);
        }
        match self.place() {
            Place::Bottom => list.set_scroll_top(list.scroll_height()),
            Place::Anchor(key, offset) => match self.element(key) {
                Some(row) => list.scroll_by_with_x_and_y(0.0, offset_of(&row, &list) - offset),
                // The row is gone: whatever is in its place now is what is read.
                None => self.set_place(self.place_in_sight(&list, now)),
            },
        }
        let now = measure(&list, &content);
        if now.is_at_bottom() && self.is_end_drawn() && self.held().is_none() {
            self.set_place(Place::Bottom);
        }
        self.settle(now);
    }

    /// Draws the rows around what is read; whether that has changed anything.
    fn draw(self) -> bool {
        let is_changed = self.draw_rows(|needed, _| needed);
        let lacks_some =
            |drawn: &mut Drawn, all: &VecDeque<RowView>| all.len() <= WHOLE_ROWS && drawn.rows().len() < all.len();
        if is_changed {
            let fill = || Timeout::new(FILL_AFTER_MS, move || self.fill());
            self.filling.set_value(self.with_drawn(lacks_some).then(fill));
        }
        is_changed
    }

    /// Draws all loaded rows, or only the usual ones again.
    pub(super) fn print(self, is_printing: bool) {
        self.is_printing.set_value(is_printing);
        self.correct();
    }

    /// Draws more rows than are needed.
    fn fill(self) {
        if self.draw_rows(filled) {
            self.put_back();
        }
    }

    fn draw_rows(self, more: fn(Range<usize>, usize) -> Range<usize>) -> bool {
        let Some((list, content)) = self.elements() else { return false };
        let (above, below) = self.spaces;
        let (Some(above), Some(below)) = (above.get_untracked(), below.get_untracked()) else {
            return false;
        };
        let focused = focused_row(&content);
        let frame = Frame { content, above, below };
        let height = list.get_bounding_client_rect().height();
        if height <= 0.0 {
            // Drawn when it is shown: its size changes then.
            return false;
        }
        let (place, me) = (self.place(), self.chat.state.me.get_untracked());
        let is_changed = self.with_drawn(|drawn, all| {
            drawn.relocate(all);
            let anchor = match place {
                Place::Bottom => None,
                Place::Anchor(key, offset) => drawn.position(all, key).map(|at| (at, offset)),
            };
            let (anchor, offset) = anchor.unwrap_or((all.len(), height));
            let needed = more(needed(anchor, offset, height, all.len(), &|at| drawn.height(all[at].key)), all.len());
            let needed = if self.is_printing.get_value() { print::rows(all.len()) } else { needed };
            let is_followed = place == Place::Bottom && all.len() > WHOLE_ROWS && !self.is_searched.get_value();
            let most = if is_followed { needed.len() + FOLLOWED_ROWS } else { MOST_ROWS };
            let is_changed = drawn.draw(all, (needed, most), me.as_deref(), &frame);
            if is_changed {
                pass_links_by(&frame.content);
            }
            is_changed
        });
        if let Some(row) = focused.filter(|_| is_changed) {
            stay_at(&row);
        }
        is_changed
    }

    pub(super) fn with_drawn<T: Default>(self, use_it: impl FnOnce(&mut Drawn, &VecDeque<RowView>) -> T) -> T {
        let with_rows = |drawn: &mut Drawn| self.channel.rows.with_untracked(|all| use_it(drawn, all));
        self.drawn.try_update_value(with_rows).unwrap_or_default()
    }

    pub(super) fn is_end_drawn(self) -> bool {
        self.with_drawn(|drawn, all| drawn.first() + drawn.rows().len() == all.len())
    }

    /// The element of a row, where it is drawn.
    pub(super) fn element(self, key: RowKey) -> Option<Element> {
        self.with_drawn(|drawn, _| drawn.element(key).cloned())
    }

    /// Everything is in its place: remembers the sizes, and sees what follows from the place.
    fn settle(self, now: Geometry) {
        // How many are needed was reckoned with the height of an average row, and these are lower.
        if self.lacks_rows() && !self.is_printing.get_value() {
            self.with_drawn(|drawn, _| drawn.measure());
            if self.draw() {
                return self.put_back();
            }
        }
        self.last.set_value(now);
        self.held.set(self.held_in_sight());
        let is_away = !now.is_at_bottom();
        if self.is_away.get_untracked() != is_away {
            self.is_away.set(is_away);
        }
        self.count_unseen();
        let has_more = self.channel.head.with_untracked(|head| *head == HeadView::More);
        if has_more && now.is_near_top(self.place()) {
            self.chat.load_older();
        }
        self.settled.set(true);
    }

    fn watch_sizes(self) {
        effect(move || {
            let (Some(list), Some(content)) = (self.list.get(), self.content.get()) else { return };
            let elements: [&Element; 2] = [&list, &content];
            self.observer.set_value(Some(SizeObserver::new(&elements, move || self.resized())));
        });
    }

    /// The list or its content has another size, most often because rows were drawn and all was put in its place already.
    fn resized(self) {
        let Some((list, content)) = self.elements() else { return };
        if measure(&list, &content) == self.last.get_value() {
            return;
        }
        let held = self.held.get_untracked();
        self.correct();
        if let Some(row) = held.filter(|_| self.held() == held).and_then(|key| self.element(key)) {
            self.bring_into_sight(&row, &list);
        }
    }

    /// New rows are drawn. An own message that is new leads to the newest; those of others are counted while the newest is
    /// out of sight.
    fn watch_rows(self) {
        let mut last_own = None;
        effect(move || {
            self.chat.state.me.track();
            let newest_own = self.channel.rows.with(|rows| {
                let unsent = rows.iter().rev().take_while(|row| row.id.is_none());
                unsent.map(|row| row.key).max()
            });
            let last = last_own.unwrap_or(newest_own);
            if newest_own > last {
                self.return_to_bottom();
            } else {
                self.keep_held();
            }
            last_own = Some(newest_own.max(last));
            self.correct();
        });
    }

    /// The browser's own search finds what is in the page: there shall be more of it when it begins.
    fn watch_search(self) {
        let listener = window_event_listener(ev::keydown, move |event| {
            let has_command = event.ctrl_key() || event.meta_key();
            if event.key_code() == F3_KEY || has_command && event.key().eq_ignore_ascii_case("f") {
                self.is_searched.set_value(true);
                self.fill();
            }
        });
        let listener = SendWrapper::new(listener);
        on_cleanup(move || listener.take().remove());
    }

    /// Brings a row to so many CSS pixels below the list's upper edge.
    pub(super) fn keep(self, key: RowKey, offset: f64) {
        self.set_place(Place::Anchor(key, offset));
        self.correct();
    }

    /// A row that holds the focus stays where it is, also where the newest is what is read.
    fn keep_held(self) {
        let row = self.held().and_then(|key| Some((key, self.element(key)?)));
        let (Some((key, row)), Some((list, _))) = (row, self.elements()) else { return };
        // What has grown above meanwhile has moved all rows, and nothing was put back yet: that is not where it stood.
        let astray = match self.place() {
            Place::Anchor(kept, offset) => self.element(kept).map_or(0.0, |kept| offset_of(&kept, &list) - offset),
            Place::Bottom => 0.0,
        };
        self.set_place(Place::Anchor(key, offset_of(&row, &list) - astray));
    }

    fn count_unseen(self) {
        let seen = self.with_reading(|reading| match reading.place {
            Place::Bottom => None,
            Place::Anchor(..) => reading.seen.clone(),
        });
        let me = self.chat.state.me.get_untracked();
        let (newest, unseen) = self.channel.rows.with_untracked(|rows| {
            let mut stored = rows.iter().rev().filter_map(order_and_author).peekable();
            let newest = stored.peek().map(|(order, _)| order.clone());
            let Some(seen) = &seen else { return (newest, 0) };
            let new = stored.take_while(|(order, _)| order > seen);
            (newest, new.filter(|(_, author)| !is_own(author.as_deref(), me.as_deref())).count())
        });
        if seen.is_none() {
            self.with_reading(|reading| reading.seen = newest);
        }
        if self.unseen.get_untracked() != unseen {
            self.unseen.set(unseen);
        }
    }

    fn place(self) -> Place {
        self.with_reading(|reading| reading.place)
    }

    fn set_place(self, place: Place) {
        self.with_reading(|reading| reading.place = place);
    }

    fn with_reading<T: Default>(self, use_it: impl FnOnce(&mut Reading) -> T) -> T {
        let id = self.id.get_value();
        self.readings.try_update_value(|readings| use_it(readings.entry(id).or_default())).unwrap_or_default()
    }

    pub(super) fn elements(self) -> Option<(Element, Element)> {
        let list = self.list.get_untracked()?;
        let content = self.content.get_untracked()?;
        Some((list.into(), content.into()))
    }
}

fn order_and_author(view: &RowView) -> Option<(OrderKey, Option<Arc<Person>>)> {
    Some((OrderKey { at: view.at?, id: view.id.clone()? }, view.author.clone()))
}
