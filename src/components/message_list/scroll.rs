//! Keeps the reading position in place.
//!
//! The anchor is one value, a [`Place`]. It is corrected when the rows change, and by a size observer, which runs
//! after layout and before paint. So whatever changes (older messages, a new one, a picture that loads, a composer
//! that grows, a resized window), the text being read does not move. Scroll events only report what is read. The rows
//! around it are in the page ([`Drawn`]); the others are empty space.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use litemap::LiteMap;
use send_wrapper::SendWrapper;
use web_sys::Element;

use super::context::Rows;
use super::drawn::Drawn;
use super::place::{Geometry, Place, Reading, Scrolled};
use super::pointed::Pointed;
use super::sight::{MARGIN_PX, measure, offset_of};
use super::viewport::Viewport;
use super::window::{WHOLE_ROWS, filled, printed};
use crate::app::handle::Chat;
use crate::app::state::ChannelState;
use crate::browser::observe::SizeObserver;
use crate::model::gaze::InSight;
use crate::model::message::{ChannelId, RowKey};
use crate::model::time::Millis;
use crate::model::timeline::{HeadView, RowView};
use crate::reactive::{Signal, Stored, effect};

/// How long a browser may keep gliding after it was told to scroll elsewhere.
const GLIDE_MS: Millis = 400;

/// After the list has been still for this long, more of it is drawn than is visible.
const FILL_AFTER_MS: u32 = 300;

/// The `keyCode` of F3, since the name would be computed for every key.
const F3_KEY: u32 = 114;

/// The reading position in each channel. It outlives the lists, which come and go with the open channel.
pub type Readings = Stored<LiteMap<ChannelId, Reading>>;

/// The scrolling of one channel's list.
#[derive(Clone, Copy)]
pub struct Scroll {
    chat: Chat,
    channel: ChannelState,
    /// The rows in the page.
    pub viewport: Viewport,
    id: Stored<ChannelId>,
    readings: Readings,
    last: Stored<Geometry>,
    observer: Stored<Option<SizeObserver>>,
    /// The row that had the focus and was in view when everything was last in place.
    held: Signal<Option<RowKey>>,
    /// Draws all of a short conversation, once nothing has changed for a while.
    filling: Stored<Option<Timeout>>,
    /// True once the browser has searched: from then on rows stay for it.
    is_searched: Stored<bool>,
    /// True while the page is printed: all rows are drawn.
    is_printing: Stored<bool>,
    /// Until when (on the session's clock) scroll events do not report what is read.
    returning_until: Stored<Millis>,
    /// The last message in view; `None` before the list was first in place.
    pub in_sight: Signal<Option<InSight>>,
    /// True if the newest message is out of view.
    pub is_away: Signal<bool>,
    /// How many messages by others have arrived since.
    pub unseen: Signal<usize>,
    /// Set whenever everything is in place again.
    pub settled: Signal<bool>,
}

impl Scroll {
    /// Creates the scrolling of a channel that is being opened, at its last position.
    pub fn new(rows: Rows, id: &ChannelId, readings: Readings, pointed: Pointed) -> Self {
        let chat = rows.chat;
        let channel = chat.state.channel(id);
        let scroll = Self {
            chat,
            channel,
            viewport: Viewport::new(rows, channel, pointed),
            id: Stored::new(id.clone()),
            readings,
            last: Stored::new(Geometry::default()),
            observer: Stored::new(None),
            held: Signal::new(None),
            filling: Stored::new(None),
            is_searched: Stored::new(false),
            is_printing: Stored::new(false),
            returning_until: Stored::new(0),
            in_sight: Signal::new(None),
            is_away: Signal::new(false),
            unseen: Signal::new(0),
            settled: Signal::new(false),
        };
        scroll.watch_sizes();
        scroll.watch_rows();
        scroll.watch_search();
        scroll
    }

    /// The user or the browser has scrolled.
    pub fn scrolled(self) {
        let Some((list, content)) = self.viewport.elements() else { return };
        let now = measure(&list, &content);
        // If this code scrolled, the consequences were handled then.
        if now == self.last.get_value() || now.is_hidden() {
            return;
        }
        if self.is_returning() && !now.is_at_bottom() {
            return self.correct();
        }
        let last = self.last.get_value();
        match (now.scrolled_from(&last), self.place()) {
            (Scrolled::Read, _) => {
                self.set_place(self.viewport.place_in_sight(&list, now));
                return if self.draw() { self.correct() } else { self.settle(now) };
            }
            (Scrolled::By(way), Place::Anchor(key, offset)) => self.set_place(Place::Anchor(key, offset - way)),
            (Scrolled::By(way), Place::Bottom) if way < 0.0 => {
                self.set_place(self.viewport.place_in_sight(&list, now));
            }
            (Scrolled::By(_), Place::Bottom) => {}
        }
        // The sizes stay as last corrected: until the next correction, events do not report what is read.
        self.last.set_value(Geometry { above: now.above, ..last });
    }

    /// Goes to the newest message and stays there.
    pub fn to_newest(self) {
        self.return_to_bottom();
        self.correct();
    }

    /// The newest message is read from now on, even if the browser is still gliding to an earlier target.
    fn return_to_bottom(self) {
        self.set_place(Place::Bottom);
        self.returning_until.set_value(self.chat.now() + GLIDE_MS);
    }

    /// The user scrolls on purpose: scroll events report what is read again.
    pub fn taken_over(self) {
        self.returning_until.set_value(0);
    }

    fn is_returning(self) -> bool {
        self.place() == Place::Bottom && self.chat.now() < self.returning_until.get_value()
    }

    /// Draws the rows around the anchor, and restores its position.
    fn correct(self) {
        // Measuring would make the browser lay out a page that is about to change.
        let is_unknown = self.channel.head.with_untracked(|head| *head == HeadView::Unknown);
        if is_unknown && self.viewport.with_drawn(|drawn, all| all.is_empty() && drawn.rows().len() == 0) {
            return;
        }
        self.draw();
        self.put_back();
    }

    fn put_back(self) {
        let Some((list, content)) = self.viewport.elements() else { return };
        let now = measure(&list, &content);
        if now.is_hidden() {
            // Its size when it is shown will be different anyway.
            return self.last.set_value(now);
        }
        match self.place() {
            Place::Bottom => list.set_scroll_top(list.scroll_height()),
            Place::Anchor(key, offset) => match self.viewport.element(key) {
                Some(row) => list.scroll_by_with_x_and_y(0.0, offset_of(&row, &list) - offset),
                // The row is gone: the row in its place becomes the anchor.
                None => self.set_place(self.viewport.place_in_sight(&list, now)),
            },
        }
        let now = measure(&list, &content);
        if self.viewport.is_at_end(now) {
            self.set_place(Place::Bottom);
        }
        self.settle(now);
    }

    /// Draws the rows around the anchor. Returns `true` if that changed anything.
    fn draw(self) -> bool {
        let is_changed = self.draw_rows(|needed, _| needed);
        let lacks_some =
            |drawn: &mut Drawn, all: &VecDeque<Arc<RowView>>| all.len() <= WHOLE_ROWS && drawn.rows().len() < all.len();
        if is_changed {
            let fill = || Timeout::new(FILL_AFTER_MS, move || self.fill());
            self.filling.set_value(self.viewport.with_drawn(lacks_some).then(fill));
        }
        is_changed
    }

    /// Draws all loaded rows, or only the usual ones again.
    pub fn print(self, is_printing: bool) {
        self.is_printing.set_value(is_printing);
        self.correct();
    }

    /// Draws more rows than needed.
    fn fill(self) {
        if self.draw_rows(filled) {
            self.put_back();
        }
    }

    fn draw_rows(self, more: fn(Range<usize>, usize) -> Range<usize>) -> bool {
        let more = if self.is_printing.get_value() { |_, count| printed(count) } else { more };
        self.viewport.draw(self.place(), self.is_searched.get_value(), more)
    }

    /// Everything is in place: remembers the sizes, and handles the consequences of the position.
    fn settle(self, now: Geometry) {
        // The number of rows was estimated from the average height, and these are lower.
        if self.viewport.lacks_rows() && !self.is_printing.get_value() {
            self.viewport.with_drawn(|drawn, _| drawn.measure());
            if self.draw() {
                return self.put_back();
            }
        }
        self.last.set_value(now);
        let held = self.viewport.held_in_sight();
        self.held.set(held);
        if held.is_none() && self.place() != Place::Bottom {
            self.renew_anchor(now);
        }
        let is_away = !now.is_at_bottom();
        if self.is_away.get_untracked() != is_away {
            self.is_away.set(is_away);
        }
        let in_sight = self.viewport.in_sight(now);
        if self.in_sight.with_untracked(|before| *before != in_sight) {
            self.in_sight.set(in_sight);
        }
        self.count_unseen();
        let has_more = self.channel.head.with_untracked(|head| *head == HeadView::More);
        if has_more && now.is_near_top(self.place()) {
            self.chat.load_older();
        }
        self.settled.set(true);
    }

    /// Rows may have come into view above the anchor. The first one in view becomes the anchor: changes above it move
    /// nothing visible.
    fn renew_anchor(self, now: Geometry) {
        if let Some(list) = self.viewport.list.get_untracked() {
            self.set_place(self.viewport.place_in_sight(&list, now));
        }
    }

    fn watch_sizes(self) {
        effect(move || {
            let (Some(list), Some(content)) = (self.viewport.list.get(), self.viewport.content.get()) else { return };
            let elements: [&Element; 2] = [&list, &content];
            self.observer.set_value(Some(SizeObserver::new(&elements, move || self.resized())));
        });
    }

    /// The list or its content changed size, usually because rows were drawn and everything is already in place.
    fn resized(self) {
        let Some((list, content)) = self.viewport.elements() else { return };
        if measure(&list, &content) == self.last.get_value() {
            return;
        }
        let held = self.held.get_untracked();
        self.correct();
        if let Some(row) = held.filter(|_| self.viewport.held() == held).and_then(|key| self.viewport.element(key)) {
            self.bring_into_sight(&row, &list);
        }
    }

    /// New rows are drawn. A new own message leads to the newest; those by others are counted while the newest is out
    /// of view.
    fn watch_rows(self) {
        let mut last_own = None;
        effect(move || {
            let newest_own = self.channel.rows.with(|rows| {
                let unsent = rows.iter().rev().take_while(|row| row.id().is_none());
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

    /// The browser's own search finds what is in the page, so more is drawn when it begins.
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

    /// Scrolls as little as needed to show a row.
    pub fn bring_into_sight(self, row: &Element, list: &Element) {
        let (inner, outer) = (row.get_bounding_client_rect(), list.get_bounding_client_rect());
        let above = inner.top() - outer.top() - MARGIN_PX;
        let below = inner.bottom() - outer.bottom() + MARGIN_PX;
        // A row that is higher than the list is read from its beginning.
        let way = if above < 0.0 { above } else { below.min(above).max(0.0) };
        if way != 0.0 {
            list.scroll_by_with_x_and_y(0.0, way);
            self.scrolled();
        }
    }

    /// Moves a row to this many CSS pixels below the list's upper edge.
    pub fn keep(self, key: RowKey, offset: f64) {
        self.set_place(Place::Anchor(key, offset));
        self.correct();
    }

    /// A focused row in view stays in place, even if the reader follows the newest message.
    fn keep_held(self) {
        let row = self.viewport.held_in_sight().and_then(|key| Some((key, self.viewport.element(key)?)));
        let (Some((key, row)), Some((list, _))) = (row, self.viewport.elements()) else { return };
        // Content that grew above meanwhile has moved all rows, and was not corrected yet: that is not their
        // position.
        let astray = match self.place() {
            Place::Anchor(kept, offset) => {
                self.viewport.element(kept).map_or(0.0, |kept| offset_of(&kept, &list) - offset)
            }
            Place::Bottom => 0.0,
        };
        self.set_place(Place::Anchor(key, offset_of(&row, &list) - astray));
    }

    fn count_unseen(self) {
        let seen = self.with_reading(|reading| match reading.place {
            Place::Bottom => None,
            Place::Anchor(..) => reading.seen.clone(),
        });
        let (newest, unseen) = self.channel.rows.with_untracked(|rows| {
            let stored = |row: &Arc<RowView>| Some((row.place()?, row.is_own));
            let mut stored = rows.iter().rev().filter_map(stored).peekable();
            let newest = stored.peek().map(|(order, _)| order.clone());
            let Some(seen) = &seen else { return (newest, 0) };
            let new = stored.take_while(|(order, _)| order > seen);
            (newest, new.filter(|(_, is_own)| !is_own).count())
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
}
