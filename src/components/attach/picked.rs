//! The files picked for a message. In a chunk.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlCanvasElement, HtmlInputElement};

use super::picture;

use crate::app::handle::Chat;
use crate::app::state::ChannelState;
use crate::browser::letters::{file_size, short_file_name};
use crate::components::element::{Built, ElementRef, button, div, element, span};
use crate::components::icon::icon;
use crate::components::refused::Refused;
use crate::model::message::{ChannelId, LocalId};
use crate::model::text::{cut, position, replaced, shown_file_name};
use crate::model::upload::OwnFile;
use crate::reactive::effect;

/// The size of a preview, in pixels: twice that of its box.
const PREVIEW: u32 = 80;

/// The name that browsers give to a pasted picture.
const PASTED: &str = "image.png";

/// Lets the user pick files.
pub fn browse(chat: Chat, refused: Refused) {
    let document = web_sys::window().and_then(|window| window.document());
    let input = document.and_then(|document| document.create_element("input").ok());
    let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else { return };
    input.set_type("file");
    input.set_multiple(true);
    let picked = input.clone();
    let on_change = wasm_bindgen::closure::Closure::once_into_js(move || {
        let files = picked.files();
        let files = files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at)));
        take(chat, refused, files.collect());
    });
    // Kept alive by the input, which the browser keeps while the file dialog is open.
    input.set_onchange(Some(on_change.unchecked_ref()));
    input.click();
}

/// Takes files, as far as they may be sent. They belong to the channel that is open now.
pub fn take(chat: Chat, refused: Refused, files: Vec<File>) {
    let (id, channel) = (chat.state.selected.get_untracked(), chat.open_channel_untracked());
    channel.picking.update(|count| *count += 1);
    wasm_bindgen_futures::spawn_local(async move {
        for file in files {
            if let Err(words) = take_one(chat, (&id, channel), file).await {
                refused.say(words);
            }
        }
        // The chat may be gone by now.
        channel.picking.try_update(|count| *count -= 1);
    });
}

/// Attaches the picture that was left out of a paste, instead of its text.
pub fn take_offered(chat: Chat, refused: Refused) {
    let Some((files, text)) = refused.take_offer() else { return };
    // As in a text field.
    let text = replaced(&text, "\r\n", "\n");
    let channel = chat.open_channel_untracked();
    let written = channel.draft.get_untracked();
    if let Some(at) = position(&written, &text) {
        channel.replace([cut(&written, ..at), cut(&written, at + text.len()..)].concat());
    }
    take(chat, refused, files);
}

async fn take_one(chat: Chat, (to, channel): (&ChannelId, ChannelState), file: File) -> Result<(), String> {
    let strings = chat.strings();
    let Some(limits) = chat.state.offered.try_with_untracked(|offered| offered.attach).flatten() else { return Ok(()) };
    let name = match file.name() {
        name if name == PASTED => ["screenshot-", &chat.stamp(), ".png"].concat(),
        // Without characters that would hide its extension.
        name => shown_file_name(&name).unwrap_or_else(|| strings.file().to_owned()),
    };
    let shown = short_file_name(&name);
    let size = file.size() as u64;
    if size > limits.max_bytes {
        return Err(strings.file_too_large(&shown, &file_size(limits.max_bytes as f64, strings.tag())));
    }
    // A folder has a size too, but no bytes.
    let first = file.slice_with_i32_and_i32(0, 1).map(|first| JsFuture::from(first.array_buffer()));
    let is_readable = match first {
        Ok(first) => first.await.is_ok(),
        Err(_) => false,
    };
    if size == 0 || !is_readable {
        return Err(strings.file_unreadable(&shown));
    }
    // The chat may be gone by now.
    if channel.picked.try_with_untracked(Vec::len).is_none_or(|count| count >= limits.max_count) {
        return Err(strings.too_many_files(&strings.formats().number(limits.max_count)));
    }
    let picture = picture::read(&file).await;
    let (is_picture, dimensions) = (picture.is_some(), picture.as_ref().map(|picture| picture.dimensions));
    let thumbhash = picture.as_ref().and_then(|picture| picture.thumbhash.as_deref()).map(Into::into);
    let bytes = picture.as_ref().map_or_else(|| file.clone().into(), |picture| picture.bytes.clone());
    let size = bytes.size() as u64;
    let (id, is_kept) = chat.hold_file(bytes);
    if let Some(picture) = picture {
        chat.state.files.note_preview(&id, picture.preview);
        chat.state.files.note_original(&id, file.into());
    }
    let file = OwnFile { id, name: name.into(), size, is_picture, dimensions, thumbhash, alt: None };
    if channel.pick(file.clone()) {
        chat.keep_file(to, file);
    }
    if is_kept { Ok(()) } else { Err(strings.file_not_kept(&shown)) }
}

/// Draws a picked picture over a canvas, if this tab has it.
pub fn preview(chat: Chat, file: &LocalId, room: &HtmlCanvasElement) {
    let files = chat.state.files;
    if let Some(preview) = files.preview(file) {
        return picture::copy(&preview, room);
    }
    // It is from an earlier visit.
    let Some(bytes) = files.bytes(file) else { return };
    let (file, room) = (file.clone(), room.clone());
    wasm_bindgen_futures::spawn_local(async move {
        if let Some(preview) = picture::preview(&bytes).await {
            picture::copy(&preview, &room);
            files.note_preview(&file, preview);
        }
    });
}

/// A small version of a picked picture, or a file icon.
fn sign(chat: Chat, file: &OwnFile) -> Built {
    if !file.is_picture {
        return icon("icon icon-file");
    }
    let (room, id) = (ElementRef::<HtmlCanvasElement>::new(), file.id.clone());
    effect(move || {
        if let Some(room) = room.get() {
            preview(chat, &id, &room);
        }
    });
    let side = |side: u32| side.to_string();
    element("canvas")
        .class("composer-file-preview")
        .attr("width", side(PREVIEW))
        .attr("height", side(PREVIEW))
        .attr("aria-hidden", "true")
        .node_ref(room)
}

/// Lets a picture be sent as it was picked; `None` if the original is not available any more.
fn original(chat: Chat, refused: Refused, (to, channel): (ChannelId, ChannelState), file: &OwnFile) -> Option<Built> {
    let (strings, files, id) = (chat.strings(), chat.state.files, file.id.clone());
    let swap = move |_| {
        let Some((size, is_kept)) = files.swap(&id) else { return };
        let Some(file) = channel.change_file(&id, |file| file.size = size as u64) else { return };
        if !is_kept {
            refused.say(strings.file_not_kept(&short_file_name(&file.name)));
        }
        chat.keep_file(&to, file);
    };
    files.has_original(&file.id).then(|| {
        button("button-inline composer-file-original")
            .attr("aria-pressed", if files.is_original(&file.id) { "true" } else { "false" })
            .attr("title", strings.original_file_hint())
            .on(ev::click, swap)
            .child(strings.original_file())
    })
}

/// The picked files of the open channel, each with a field for its description and a button to remove it.
pub fn list(chat: Chat, refused: Refused) -> Built {
    let (strings, channel, to) = (chat.strings(), chat.open_channel(), chat.state.selected.get_untracked());
    let files = channel.picked.get();
    let row = |file: OwnFile| {
        let name = short_file_name(&file.name);
        let describe = {
            let (id, to) = (file.id.clone(), to.clone());
            move |event| {
                let text = event_target_value(&event);
                let alt = Some(text.trim()).filter(|alt| !alt.is_empty()).map(Arc::from);
                channel.describe_file(&id, alt);
                chat.keep_file_soon(to.clone(), id.clone());
            }
        };
        let field = file.is_picture.then(|| {
            element("input")
                .class("composer-file-alt")
                .attr("aria-label", strings.describe_file(&name))
                .attr("placeholder", strings.description())
                .attr("maxlength", "1000")
                .attr("dir", "auto")
                .attr("value", file.alt.as_deref().unwrap_or_default().to_owned())
                .on(ev::input, describe)
                // Enter in the field sends nothing, since the field belongs to the list, not to the text.
                .on(ev::keydown, |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                    }
                })
        });
        let remove = {
            let id = file.id.clone();
            move |_| {
                chat.forget_file(id.clone());
                channel.unpick(&id);
            }
        };
        let original = original(chat, refused, (to.clone(), channel), &file);
        let label = strings.remove_file(&name);
        div("composer-file")
            .attr("role", "listitem")
            .child(sign(chat, &file))
            .child(
                div("composer-file-words")
                    .child(element("bdi").class("file-name").attr("translate", "no").child(name))
                    .child(span("file-size").child(file_size(file.size as f64, strings.tag())))
                    .child(field)
                    .child(original),
            )
            .child(
                button("icon-button")
                    .attr("aria-label", label.clone())
                    .attr("title", label)
                    .on(ev::click, remove)
                    .child(icon("icon icon-close")),
            )
            .into_any()
    };
    div("composer-files")
        .attr("part", "composer-files")
        .attr("role", "list")
        .attr("aria-label", strings.attached_files())
        .children(files.into_iter().map(row))
}
