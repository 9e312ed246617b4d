//! The open settings. In the chunk of the dialogs.

use leptos::ev::{self, Event};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::app::handle::{Chat, Notifications};
use crate::components::element::{Built, div, element, p, span};
use crate::components::live::live;
use crate::model::theme::Theme;

/// The choices.
pub fn body(chat: Chat) -> Built {
    let (choices, strings) = (chat.preferences, chat.strings());
    let notifications = move || match choices.notifications.get() {
        Notifications::Unavailable => None,
        state => {
            let is_on = state == Notifications::On;
            let mut parts = vec![switch(strings.notifications(), is_on, move |on| choices.switch_notifications(on))];
            if state == Notifications::Blocked {
                parts.push(p("settings-note").attr("role", "alert").child(strings.notifications_blocked()).into_any());
            }
            Some(parts)
        }
    };
    let themes = div("settings-theme").attr("role", "radiogroup").attr("aria-label", strings.theme());
    div("settings-body")
        .child(element("span").attr("aria-hidden", "true").child(strings.theme()))
        .child(themes.children(Theme::ALL.map(|theme| choice(chat, theme))))
        .child(live(notifications))
        .child(live(move || switch(strings.sound(), choices.sound.get(), move |on| choices.switch_sound(on))))
}

fn choice(chat: Chat, theme: Theme) -> AnyView {
    let strings = chat.strings();
    let words = match theme {
        Theme::System => strings.theme_system(),
        Theme::Light => strings.theme_light(),
        Theme::Dark => strings.theme_dark(),
    };
    let chosen = chat.preferences.theme;
    let input = element("input")
        .class("visually-hidden")
        .attr("type", "radio")
        .attr("name", "chat-theme")
        .live_prop("checked", move || chosen.get() == theme)
        .on(ev::change, move |_| chat.preferences.choose_theme(theme));
    element("label").class("settings-choice").child(input).child(span("settings-choice-words").child(words)).into_any()
}

fn switch(words: &'static str, is_on: bool, on_switch: impl Fn(bool) + 'static) -> AnyView {
    let change = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        on_switch(input.checked());
        // Shows the actual state rather than the request, since the browser may not allow it.
        input.set_checked(is_on);
    };
    let input = element("input")
        .attr("type", "checkbox")
        .attr("role", "switch")
        .live_prop("checked", move || is_on)
        .on(ev::change, change);
    element("label").class("settings-switch").child(span("settings-switch-words").child(words)).child(input).into_any()
}
