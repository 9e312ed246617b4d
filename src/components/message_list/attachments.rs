//! The files of a message, as links.

use leptos::prelude::*;

use super::context::Rows;
use super::text::REL;
use crate::browser::letters::{file_size, short_file_name};
use crate::components::element::{Built, div, element, span};
use crate::components::icon::icon;
use crate::model::message::Attachment;
use crate::model::timeline::RowView;

/// The files of a message; `None` if it has none.
pub fn attachments(rows: Rows, row: &RowView) -> Option<Built> {
    let files = &row.extras.as_ref()?.attachments;
    let list = div("message-attachments").attr("part", "message-attachments");
    (!files.is_empty()).then(|| list.children(files.iter().map(|file| link(rows, file).into_any())))
}

/// A file whose address is not safe is named all the same.
fn link(rows: Rows, file: &Attachment) -> Built {
    let strings = rows.chat.strings();
    let name = if file.name.is_empty() { strings.file() } else { &*file.name };
    let size = file.size.map(|size| span("file-size").child(file_size(size as f64, strings.tag())));
    element("a")
        .class("file")
        // While it is on its way it has no address.
        .attr("href", Some(&file.url).filter(|url| !url.is_empty()).and_then(|url| rows.chat.file_address(url)))
        .attr("download", name.to_owned())
        .attr("rel", REL)
        .attr("target", "_blank")
        .child(icon("icon icon-file"))
        .child(element("bdi").class("file-name").attr("translate", "no").child(short_file_name(name)))
        .child(" ")
        .child(size)
}
