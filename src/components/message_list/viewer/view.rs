//! The picture viewer's dialog.

use std::sync::Arc;

use leptos::ev::{self, KeyboardEvent, PointerEvent, WheelEvent};
use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::components::dialog::Dialog;
use crate::components::element::{Built, ElementRef, button, div, element, p, span};
use crate::components::live::live;
use crate::components::message_list::context::{Place, Viewed};
use crate::components::message_list::text::REL;
use crate::model::message::AttachmentKind;
use crate::model::timeline::RowView;
use crate::reactive::{Signal, Stored, effect};

/// The maximum zoom, relative to the size that fits.
const LARGEST: f64 = 8.0;

/// The zoom step of a press or a key.
const STEP: f64 = 1.5;

/// How far a wheel turns for a zoom of about three, in CSS pixels.
const WHEEL: f64 = 400.0;

/// A picture as shown.
struct Picture {
    place: Place,
    author: String,
    at: String,
    alt: String,
    has_alt: bool,
    name: String,
    address: String,
}

/// The dialog's changing state. `Copy`.
#[derive(Clone, Copy)]
struct Viewer {
    chat: Chat,
    dialog: Dialog,
    viewed: Viewed,
    zoom: Signal<f64>,
    stage: ElementRef,
    /// The fingers on the picture: their ids and positions.
    fingers: Stored<Vec<(i32, f64, f64)>>,
}

/// The dialog.
pub fn viewer(dialog: Dialog, chat: Chat, viewed: Viewed) -> AnyView {
    dialog.view(chat.strings().pictures(), move |dialog| {
        let viewer = Viewer {
            chat,
            dialog,
            viewed,
            zoom: Signal::new(1.0),
            stage: ElementRef::new(),
            fingers: Stored::new(Vec::new()),
        };
        vec![viewer.content().into_any()]
    })
}

impl Viewer {
    fn content(self) -> Built {
        // However it closed, it can be opened at the same picture again.
        on_cleanup(move || {
            self.viewed.set(None);
        });
        // It goes with the owner.
        let step = self.chat.step_in_history(move || self.dialog.close());
        let _ = Stored::new(step);
        effect(move || {
            let zoom = self.zoom.get();
            if let Some(stage) = self.stage.get() {
                // Every browser accepts a plain number.
                let _ = web_sys::HtmlElement::style(&stage).set_property("--zoom", &zoom.to_string());
            }
        });
        let draw = move || {
            let all = self.pictures();
            let at = all.iter().position(|picture| Some(picture.place) == self.viewed.get())?;
            all.get(at).map(|picture| self.draw(picture, at, all.len()))
        };
        // Its message may be deleted meanwhile.
        effect(move || {
            let place = self.viewed.get();
            if place.is_some() && self.pictures().iter().all(|picture| Some(picture.place) != place) {
                self.dialog.close();
            }
        });
        div("viewer").attr("part", "viewer").on(ev::keydown, move |event| self.on_key(&event)).child(live(draw))
    }

    /// Returns the loaded, stored pictures of the open channel, oldest first; tracked.
    fn pictures(self) -> Vec<Picture> {
        let strings = self.chat.strings();
        let of_row = |row: &Arc<RowView>| -> Vec<Picture> {
            let author = row.author.as_ref().map_or_else(|| strings.you().to_owned(), |author| author.name.to_string());
            let files = row.extras.as_ref().filter(|_| row.id().is_some()).map(|extras| &extras.attachments);
            let pictures =
                files.into_iter().flatten().enumerate().filter(|(_, file)| file.kind == AttachmentKind::Image);
            let shown = pictures.filter_map(|(at, file)| {
                Some(Picture {
                    place: (row.key, at),
                    at: row.at().map(|at| strings.formats().day_and_time(at)).unwrap_or_default(),
                    alt: file.alt.as_ref().map_or_else(|| strings.picture_from(&author), |alt| alt.to_string()),
                    has_alt: file.alt.is_some(),
                    author: author.clone(),
                    name: file.name.to_string(),
                    address: self.chat.file_address(&file.url)?,
                })
            });
            shown.collect()
        };
        self.chat.open_channel().rows.with(|rows| rows.iter().flat_map(of_row).collect())
    }

    fn draw(self, picture: &Picture, at: usize, count: usize) -> Built {
        let strings = self.chat.strings();
        let number = |number: usize| strings.formats().number(number);
        let position = strings.picture_position(&number(at + 1), &number(count));
        let tool = |name: &'static str, sign: &'static str, act: fn(Self)| {
            button("icon-button")
                .attr("aria-label", name)
                .attr("title", name)
                .on(ev::click, move |_| act(self))
                .child(sign)
        };
        let save = element("a")
            .class("button-inline")
            .attr("href", picture.address.clone())
            .attr("download", picture.name.clone())
            .attr("rel", REL)
            .attr("target", "_blank")
            .child(strings.save_picture());
        let header = div("dialog-header")
            .child(
                div("viewer-about")
                    .child(element("bdi").class("viewer-author").attr("translate", "no").child(picture.author.clone()))
                    .child(span("viewer-at").child(picture.at.clone())),
            )
            .child(tool(strings.zoom_out(), "−", |viewer| viewer.zoom_by(1.0 / STEP)))
            .child(tool(strings.zoom_in(), "+", |viewer| viewer.zoom_by(STEP)))
            .child(save)
            .child(self.dialog.close_button(strings));
        let image = element("img")
            .class("viewer-image")
            .attr("alt", picture.alt.clone())
            .attr("referrerpolicy", "no-referrer")
            .attr("draggable", "false")
            .attr("src", picture.address.clone());
        let stage = div("viewer-stage")
            .live_attr("data-zoomed", move || self.zoom.get() > 1.0)
            // By then it scrolls.
            .live_attr("tabindex", move || (self.zoom.get() > 1.0).then_some("0"))
            .node_ref(self.stage)
            .on(ev::wheel, move |event| self.on_wheel(&event))
            .on(ev::pointerdown, move |event| self.on_finger(&event, true))
            .on(ev::pointermove, move |event| self.on_finger(&event, true))
            .on(ev::pointerup, move |event| self.on_finger(&event, false))
            .on(ev::pointercancel, move |event| self.on_finger(&event, false))
            .child(image);
        let turn = |name: &'static str, by: isize, is_there: bool| {
            button("button-inline")
                .attr("aria-disabled", if is_there { "false" } else { "true" })
                .on(ev::click, move |_| self.step(by))
                .child(name)
        };
        let footer = div("viewer-footer")
            .child(turn(strings.previous_picture(), -1, at > 0))
            .child(span("viewer-position").attr("role", "status").child(position))
            .child(turn(strings.next_picture(), 1, at + 1 < count));
        let words = picture.has_alt.then(|| p("viewer-words").attr("dir", "auto").child(picture.alt.clone()));
        div("viewer-parts").child(header).child(div("viewer-room").child(stage)).child(words).child(footer)
    }

    /// Shows the previous or the next picture.
    fn step(self, by: isize) {
        let next = untrack(|| {
            let all = self.pictures();
            let at = all.iter().position(|picture| Some(picture.place) == self.viewed.get_untracked())?;
            all.get(at.checked_add_signed(by)?).map(|picture| picture.place)
        });
        if next.is_some() {
            self.zoom.set(1.0);
            self.viewed.set(next);
        }
    }

    /// Zooms around the middle of the visible part.
    fn zoom_by(self, factor: f64) {
        let before = self.zoom.get_untracked();
        let after = (before * factor).clamp(1.0, LARGEST);
        self.zoom.set(after);
        if let Some(stage) = self.stage.get_untracked() {
            let (width, height) = (f64::from(stage.client_width()) / 2.0, f64::from(stage.client_height()) / 2.0);
            let along = |start: i32, half: f64| ((f64::from(start) + half) * after / before - half) as i32;
            stage.set_scroll_left(along(stage.scroll_left(), width));
            stage.set_scroll_top(along(stage.scroll_top(), height));
        }
    }

    fn on_key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let is_rtl = self.chat.strings().dir() == "rtl";
        // In a zoomed picture the arrow keys move it.
        let turns = self.zoom.get_untracked() <= 1.0;
        match event.key().as_str() {
            "ArrowRight" if turns => self.step(if is_rtl { -1 } else { 1 }),
            "ArrowLeft" if turns => self.step(if is_rtl { 1 } else { -1 }),
            "+" | "=" => self.zoom_by(STEP),
            "-" => self.zoom_by(1.0 / STEP),
            "0" => self.zoom.set(1.0),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn on_wheel(self, event: &WheelEvent) {
        event.prevent_default();
        self.zoom_by((-event.delta_y() / WHEEL).exp());
    }

    /// Two fingers zoom as far as they move apart.
    fn on_finger(self, event: &PointerEvent, is_down: bool) {
        if event.pointer_type() != "touch" {
            return;
        }
        let (id, x, y) = (event.pointer_id(), f64::from(event.client_x()), f64::from(event.client_y()));
        let mut factor = None;
        self.fingers.update_value(|fingers| {
            let before = apart(fingers);
            fingers.retain(|finger| finger.0 != id);
            if is_down {
                fingers.push((id, x, y));
            }
            factor = before.zip(apart(fingers)).map(|(before, after)| after / before);
        });
        if let Some(factor) = factor.filter(|factor| factor.is_finite()) {
            self.zoom_by(factor);
        }
    }
}

/// Returns the distance of two fingers; `None` unless there are two.
fn apart(fingers: &[(i32, f64, f64)]) -> Option<f64> {
    match fingers {
        [one, other] => Some((one.1 - other.1).hypot(one.2 - other.2)),
        _ => None,
    }
}
