//! The files that are picked for a message. It is in a chunk.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use crate::app::handle::Chat;
use crate::app::state::ChannelState;
use crate::browser::letters::{file_size, short_file_name};
use crate::components::element::{Built, button, div, element, span};
use crate::components::icon::icon;
use crate::components::refused::Refused;
use crate::model::text::shown_file_name;
use crate::model::upload::OwnFile;

/// What browsers call a picture that was pasted.
const PASTED: &str = "image.png";

/// Lets the visitor pick files.
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
    // Kept alive by the input, which the browser keeps while it asks.
    input.set_onchange(Some(on_change.unchecked_ref()));
    input.click();
}

/// Takes files in, as far as they may be sent. They belong to the channel that is open now.
pub fn take(chat: Chat, refused: Refused, files: Vec<File>) {
    let channel = chat.open_channel_untracked();
    wasm_bindgen_futures::spawn_local(async move {
        for file in files {
            if let Err(words) = take_one(chat, channel, file).await {
                refused.say(words);
            }
        }
    });
}

async fn take_one(chat: Chat, channel: ChannelState, file: File) -> Result<(), String> {
    let strings = chat.strings();
    let Some(limits) = chat.state.offered.try_with_untracked(|offered| offered.attach).flatten() else { return Ok(()) };
    let name = match file.name() {
        name if name == PASTED => ["screenshot-", &chat.stamp(), ".png"].concat(),
        // Without what would hide its extension.
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
    let id = chat.hold_file(file.clone().into());
    let is_picture = file.type_().starts_with("image/");
    let file = OwnFile { id, name: name.into(), size, is_picture, alt: None };
    channel.picked.update(|picked| picked.push(file));
    Ok(())
}

/// What is picked for the open channel, each with a field for its description and a button to remove it.
pub fn list(chat: Chat) -> Built {
    let (strings, channel) = (chat.strings(), chat.open_channel());
    let files = channel.picked.get();
    let row = |file: OwnFile| {
        let name = short_file_name(&file.name);
        let describe = {
            let id = file.id.clone();
            move |event| {
                let text = event_target_value(&event);
                let alt = Some(text.trim()).filter(|alt| !alt.is_empty()).map(Arc::from);
                // Drawing it anew would take the focus away.
                channel.picked.update_untracked(|picked| {
                    if let Some(file) = picked.iter_mut().find(|file| file.id == id) {
                        file.alt = alt;
                    }
                });
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
                // Enter in the field sends nothing: it belongs to the list, not to the text.
                .on(ev::keydown, |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                    }
                })
        });
        let remove = {
            let id = file.id.clone();
            move |_| {
                chat.state.files.drop(&id);
                channel.picked.update(|picked| picked.retain(|file| file.id != id));
            }
        };
        let label = strings.remove_file(&name);
        div("composer-file")
            .attr("role", "listitem")
            .child(icon("icon icon-file"))
            .child(
                div("composer-file-words")
                    .child(element("bdi").class("file-name").attr("translate", "no").child(name))
                    .child(span("file-size").child(file_size(file.size as f64, strings.tag())))
                    .child(field),
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
