//! The grid of emoji, and the arrow keys in it.

use leptos::ev::{self, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use crate::browser::letters::native_emoji;
use crate::components::element::{Built, button, div};
use crate::components::keys::target_of;

/// The space that a finger needs, in CSS pixels.
const CELL_PX: f64 = 44.0;

/// The width beside the grid within the chat, in CSS pixels.
const BESIDE_PX: f64 = 34.0;

const CELL: &str = "[data-emoji]";

/// The emoji to choose from.
pub struct Choices {
    /// Their common properties.
    pub name: String,
    /// Each emoji as stored, and its name.
    pub emoji: Vec<(String, String)>,
}

/// Returns how many fit in a row, in a chat of this width.
pub fn columns_in(width: f64) -> usize {
    // The cast saturates.
    (((width - BESIDE_PX) / CELL_PX) as usize).clamp(5, 9)
}

/// The grid; `choose` gets the emoji that is pressed.
pub fn grid(choices: Choices, columns: usize, choose: impl Fn(String) + 'static) -> Built {
    let press = move |event: MouseEvent| {
        if let Some(emoji) = target_of(&event).and_then(|target| emoji_at(&target)) {
            choose(emoji);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let Some(at) = target_of(&event) else { return };
        if walk(&at, &event.key()) {
            event.prevent_default();
        } else if event.key() == "ArrowUp" {
            // From the first row.
            event.prevent_default();
            focus(dialog_of(&event).and_then(|dialog| dialog.query_selector("input").ok().flatten()));
        }
    };
    let mut is_first = true;
    let mut cell = |(emoji, name): &(String, String)| {
        // One stop of Tab.
        let index = if std::mem::take(&mut is_first) { "0" } else { "-1" };
        button("picker-emoji")
            .attr("role", "gridcell")
            .attr("tabindex", index)
            .attr("data-emoji", emoji.clone())
            .attr("aria-label", name.clone())
            .attr("title", name.clone())
            .child(native_emoji(emoji))
            .into_any()
    };
    let rows = choices.emoji.chunks(columns).map(|row| {
        let cells: Vec<AnyView> = row.iter().map(&mut cell).collect();
        div("picker-row").attr("role", "row").children(cells).into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    div("picker-grid")
        .attr("role", "grid")
        .attr("aria-label", choices.name)
        .on(ev::click, press)
        .on(ev::keydown, on_key)
        .children(rows)
}

/// Focuses the first emoji.
pub fn enter_grid(event: &Event) {
    focus(first(event));
}

/// Returns the first emoji shown.
pub fn first_of(event: &Event) -> Option<String> {
    first(event)?.get_attribute("data-emoji")
}

fn first(event: &Event) -> Option<Element> {
    dialog_of(event)?.query_selector(CELL).ok().flatten()
}

fn emoji_at(target: &Element) -> Option<String> {
    target.closest(CELL).ok().flatten()?.get_attribute("data-emoji")
}

fn dialog_of(event: &Event) -> Option<Element> {
    target_of(event)?.closest("dialog").ok().flatten()
}

/// Focuses the button in the direction of an arrow key, among those in the same grid or bar. Returns `true` if there
/// is one.
pub fn walk(at: &Element, key: &str) -> bool {
    let Some(all) = at.closest("[role=grid], [role=toolbar]").ok().flatten() else { return false };
    let row = all.query_selector("[role=row]").ok().flatten();
    let columns = row.map_or(usize::MAX, |row| row.child_element_count() as usize);
    let Ok(buttons) = all.query_selector_all("button") else { return false };
    let count = buttons.length() as usize;
    let is_at = |index: &usize| buttons.get(*index as u32).is_some_and(|button| button.is_same_node(Some(at)));
    let Some(now) = (0..count).find(is_at) else { return false };
    let is_rtl = at.matches(":dir(rtl)").unwrap_or(false);
    let next = match (key, is_rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => now.checked_add(1),
        ("ArrowLeft", false) | ("ArrowRight", true) => now.checked_sub(1),
        ("ArrowDown", _) => now.checked_add(columns).map(|next| next.min(last_below(now, columns, count))),
        ("ArrowUp", _) => now.checked_sub(columns),
        ("Home", _) => Some(0),
        ("End", _) => count.checked_sub(1),
        _ => None,
    };
    let next = next.filter(|next| *next < count && *next != now).and_then(|next| buttons.get(next as u32));
    let has_moved = next.is_some();
    focus(next.and_then(|next| next.dyn_into().ok()));
    has_moved
}

/// The last one, if the row below is shorter; otherwise stays in place.
fn last_below(now: usize, columns: usize, count: usize) -> usize {
    let last = count.saturating_sub(1);
    if now / columns.max(1) < last / columns.max(1) { last } else { now }
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that is drawn can take the focus.
        let _ = element.focus();
    }
}
