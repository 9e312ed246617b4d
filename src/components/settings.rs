//! What the visitor chooses: light or dark, notifications, a sound. It opens at the sidebar's foot.

use leptos::ev::Event;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::icon::icon;
use super::live::live;
use super::words;
use crate::app::handle::{Chat, Notifications};
use crate::model::theme::Theme;

/// The settings, closed.
pub fn settings(chat: Chat) -> AnyView {
    let choices = chat.preferences;
    let notifications = move || match choices.notifications.get() {
        Notifications::Unavailable => None,
        state => {
            let blocked = || view! { <p class="settings-note" role="status">{words::notifications_blocked()}</p> };
            Some(view! {
                {switch(words::notifications(), state == Notifications::On, move |on| choices.switch_notifications(on))}
                {(state == Notifications::Blocked).then(blocked)}
            })
        }
    };
    view! {
        <details class="settings">
            <summary class="settings-summary">{icon("icon icon-settings")} {words::settings()}</summary>
            <div class="settings-body">
                <span aria-hidden="true">{words::theme()}</span>
                <div class="settings-theme" role="radiogroup" aria-label=words::theme()>
                    {Theme::ALL.map(|theme| choice(chat, theme)).collect_view()}
                </div>
                {live(notifications)}
                {live(move || switch(words::sound(), choices.sound.get(), move |on| choices.switch_sound(on)))}
            </div>
        </details>
    }
    .into_any()
}

fn choice(chat: Chat, theme: Theme) -> AnyView {
    let words = match theme {
        Theme::System => words::theme_system(),
        Theme::Light => words::theme_light(),
        Theme::Dark => words::theme_dark(),
    };
    let chosen = chat.preferences.theme;
    view! {
        <label class="settings-choice">
            <input
                class="visually-hidden"
                type="radio"
                name="chat-theme"
                prop:checked=move || chosen.get() == theme
                on:change=move |_| chat.preferences.choose_theme(theme)
            />
            <span class="settings-choice-words">{words}</span>
        </label>
    }
    .into_any()
}

fn switch(words: &'static str, is_on: bool, on_switch: impl Fn(bool) + 'static) -> AnyView {
    let change = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        on_switch(input.checked());
        // It shows what is so, not what was asked for: the browser may not allow it.
        input.set_checked(is_on);
    };
    view! {
        <label class="settings-switch">
            <span class="settings-switch-words">{words}</span>
            <input type="checkbox" role="switch" prop:checked=is_on on:change=change />
        </label>
    }
    .into_any()
}
