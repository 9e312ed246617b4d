//! The files of a message: pictures and films in place, and links.

use std::sync::Arc;

use leptos::ev::{self, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlCanvasElement};

use super::context::Rows;
use super::text::REL;
use super::viewer::open_picture;
use crate::browser::letters::{file_size, short_file_name};
use crate::components::attach::{prefer_attaching, with_attaching};
use crate::components::element::{Built, ElementRef, div, element, span};
use crate::components::icon::icon;
use crate::model::message::{Attachment, AttachmentKind, LocalId};
use crate::model::picture::shown_size;
use crate::model::timeline::RowView;
use crate::reactive::effect;

/// Set on a picture that failed to load, while its address is renewed and if that did not help.
const RENEWED: &str = "data-renewed";

/// The files of a message; `None` if it has none.
pub fn attachments(rows: Rows, row: &RowView) -> Option<Built> {
    let files = &row.extras.as_ref()?.attachments;
    let list = div("message-attachments").attr("part", "message-attachments");
    (!files.is_empty())
        .then(|| list.children(files.iter().enumerate().map(|file| attachment(rows, row, file).into_any())))
}

/// A file with an unsafe address is still named.
fn attachment(rows: Rows, row: &RowView, (at, file): (usize, &Attachment)) -> Built {
    // A file being uploaded has no address yet.
    let address = Some(&file.url).filter(|url| !url.is_empty()).and_then(|url| rows.chat.file_address(url));
    let kind = file.mime.as_deref().and_then(|mime| mime.split('/').next());
    match (file.kind, kind, &address) {
        (AttachmentKind::Image, _, Some(_)) => {
            let place = (row.key, at);
            picture(rows, row, file, address).on(ev::click, move |event| {
                // The first press loads a deferred picture.
                if !load(&event) {
                    open_picture(&event, rows.viewed, place);
                }
            })
        }
        (AttachmentKind::Image, ..) if row.id().is_none() => picture(rows, row, file, None),
        (_, Some("video"), Some(address)) => film("video", address.clone(), link(rows, file, Some(address.clone()))),
        (_, Some("audio"), Some(address)) => film("audio", address.clone(), link(rows, file, Some(address.clone()))),
        _ => link(rows, file, address),
    }
}

fn link(rows: Rows, file: &Attachment, address: Option<String>) -> Built {
    let strings = rows.chat.strings();
    let name = if file.name.is_empty() { strings.file() } else { &*file.name };
    let size = file.size.map(|size| span("file-size").child(file_size(size as f64, strings.tag())));
    element("a")
        .class("file")
        .attr("part", "file")
        .attr("href", address)
        .attr("download", name.to_owned())
        .attr("rel", REL)
        .attr("target", "_blank")
        .child(icon("icon icon-file"))
        .child(element("bdi").class("file-name").attr("translate", "no").child(short_file_name(name)))
        .child(" ")
        .child(size)
}

/// A player, above the file's name. The bytes are fetched when it plays.
fn film(tag: &'static str, address: String, link: Built) -> Built {
    let player = element(tag).class("player").attr("controls", true).attr("preload", "none").attr("src", address);
    div("played").child(player).child(link)
}

/// A picture in a box that exists before its bytes, and stays if they do not arrive. The box is a canvas, because its
/// size is in attributes, which no policy of the page forbids.
fn picture(rows: Rows, row: &RowView, file: &Attachment, address: Option<String>) -> Built {
    let author = row.author.as_ref().map_or_else(|| rows.chat.strings().you(), |author| &*author.name);
    let alt = match &file.alt {
        Some(alt) => alt.to_string(),
        None => rows.chat.strings().picture_from(author),
    };
    let (width, height) = shown_size(file.dimensions);
    let room =
        element("canvas").class("picture-room").attr("width", width.to_string()).attr("height", height.to_string());
    let room = match &file.id {
        Some(id) if row.id().is_none() => {
            room.attr("role", "img").attr("aria-label", alt.clone()).node_ref(preview(rows, LocalId::from(&**id)))
        }
        _ => room.attr("aria-hidden", "true").node_ref(from_afar(rows, file.thumbhash.as_ref())),
    };
    let (chat, message) = (rows.chat, row.id().cloned());
    let is_put_off = chat.saves_data();
    let words = address.as_ref().filter(|_| is_put_off).map(|_| {
        let size = file.size.map(|size| span("file-size").child(file_size(size as f64, chat.strings().tag())));
        span("picture-load").child(chat.strings().load_picture()).child(" ").child(size)
    });
    let image = address.clone().map(|address| {
        element("img")
            .class("picture-image")
            .attr("alt", alt)
            .attr("loading", "lazy")
            .attr("decoding", "async")
            .attr("referrerpolicy", "no-referrer")
            .on(ev::load, |event| came(&event))
            .on(ev::error, move |event| {
                if let Some(message) = message.clone().filter(|_| failed_first(&event)) {
                    chat.renew_files(message);
                }
            })
            .attr("src", Some(address).filter(|_| !is_put_off))
    });
    element("a")
        .class("picture")
        .attr("part", "picture")
        .attr("href", address)
        .attr("title", (!file.name.is_empty()).then(|| short_file_name(&file.name)))
        .attr("rel", REL)
        .attr("target", "_blank")
        .child(room)
        .child(image)
        .child(words)
}

/// Loads a deferred picture when its link is pressed. Returns `false` if it was not deferred.
fn load(event: &MouseEvent) -> bool {
    let link = event.current_target().and_then(|link| link.dyn_into::<Element>().ok());
    let image = link.as_ref().and_then(|link| link.query_selector("img:not([src])").ok().flatten());
    let address = link.and_then(|link| link.get_attribute("href"));
    image.zip(address).is_some_and(|(image, address)| {
        event.prevent_default();
        image.set_attribute("src", &address).is_ok()
    })
}

/// Draws an own picture that is being uploaded, as far as this tab has it.
fn preview(rows: Rows, file: LocalId) -> ElementRef<HtmlCanvasElement> {
    let room = ElementRef::<HtmlCanvasElement>::new();
    effect(move || {
        if let Some(room) = room.get() {
            let file = file.clone();
            with_attaching(rows.chat, Box::new(move |attaching| (attaching.preview)(rows.chat, &file, &room)));
        }
    });
    room
}

/// Draws a picture's preview until it has loaded.
fn from_afar(rows: Rows, thumbhash: Option<&Arc<str>>) -> ElementRef<HtmlCanvasElement> {
    let room = ElementRef::<HtmlCanvasElement>::new();
    if let Some(hash) = thumbhash.cloned() {
        effect(move || {
            if let Some(room) = room.get() {
                let hash = hash.clone();
                prefer_attaching(rows.chat, Box::new(move |attaching| (attaching.draw_thumbhash)(&hash, &room)));
            }
        });
    }
    room
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn came(event: &Event) {
    if let Some(image) = target(event) {
        // Every element accepts a plain name.
        let _ = image.remove_attribute(RENEWED);
    }
}

/// Returns `true` if a failed picture should be requested again, because its address may have expired.
fn failed_first(event: &Event) -> bool {
    target(event).is_some_and(|image| !image.has_attribute(RENEWED) && image.set_attribute(RENEWED, "").is_ok())
}
