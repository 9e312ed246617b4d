//! What the visitor chooses for themselves, kept for all chats of the site. What was kept and cannot be used is passed
//! over.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::log;
use crate::browser::sound::Sound;
use crate::browser::{notifications, preferences};
use crate::model::theme::Theme;
use crate::reactive::{Signal, Stored};

const THEME: &str = "theme";
const SOUND: &str = "sound";
const NOTIFICATIONS: &str = "notifications";

/// Whether the desktop notifies of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notifications {
    /// It cannot: the browser has none, or the page belongs to somebody else, who would be asked in its name.
    Unavailable,
    /// Not wanted.
    Off,
    /// Wanted and allowed.
    On,
    /// Wanted; the browser does not allow it.
    Blocked,
}

/// The visitor's choices, as signals.
#[derive(Clone, Copy)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Signal<Theme>,
    /// Whether a message that comes while nobody looks is heard.
    pub sound: Signal<bool>,
    /// Whether the desktop notifies of it.
    pub notifications: Signal<Notifications>,
    of_site: Theme,
    player: Stored<Sound>,
}

impl Preferences {
    /// What was chosen before; the theme is the site's where none was.
    pub(super) fn load(of_site: Theme, can_notify: bool) -> Self {
        let nothing =
            if can_notify && notifications::exist() { Notifications::Off } else { Notifications::Unavailable };
        let choices = Self {
            theme: Signal::new(of_site),
            sound: Signal::new(false),
            notifications: Signal::new(nothing),
            of_site,
            player: Stored::new(Sound::default()),
        };
        choices.read();
        let watch = SendWrapper::new(preferences::watch(move || choices.read()));
        on_cleanup(move || drop(watch));
        choices
    }

    fn read(self) {
        let theme = kept(THEME, Theme::named).unwrap_or(self.of_site);
        let sound = kept(SOUND, switch).unwrap_or(false);
        if self.theme.try_get_untracked().is_some_and(|now| now != theme) {
            self.theme.set(theme);
        }
        if self.sound.try_get_untracked().is_some_and(|now| now != sound) {
            self.sound.set(sound);
        }
        if self.can_notify() {
            // Leave that was taken back since is not asked for again.
            let is_on = kept(NOTIFICATIONS, switch) == Some(true) && notifications::are_allowed();
            self.notifications.set(if is_on { Notifications::On } else { Notifications::Off });
        }
    }

    fn can_notify(self) -> bool {
        self.notifications.try_get_untracked().is_some_and(|now| now != Notifications::Unavailable)
    }

    /// Chooses light or dark.
    pub fn choose_theme(self, theme: Theme) {
        preferences::save(THEME, theme.name());
        self.theme.set(theme);
    }

    /// Switches the sound on or off; on, it is heard once.
    pub fn switch_sound(self, on: bool) {
        preferences::save(SOUND, name_of(on));
        self.sound.set(on);
        if on {
            self.play();
        }
    }

    /// Switches notifications on or off. Only here does the browser ask the visitor for leave.
    pub fn switch_notifications(self, on: bool) {
        if !on {
            preferences::save(NOTIFICATIONS, name_of(false));
            self.notifications.set(Notifications::Off);
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            let is_allowed = notifications::ask().await;
            preferences::save(NOTIFICATIONS, name_of(is_allowed));
            self.notifications.set(if is_allowed { Notifications::On } else { Notifications::Blocked });
        });
    }

    /// Plays the sound.
    pub(super) fn play(self) {
        self.player.try_update_value(Sound::play);
    }
}

/// What is kept under a name, as `read` takes it.
fn kept<T>(name: &str, read: fn(&str) -> Option<T>) -> Option<T> {
    let text = preferences::load(name)?;
    let value = read(&text);
    if value.is_none() {
        let short: String = text.chars().take(40).collect();
        let words =
            ["the browser keeps \"", &short, "\" as the choice of ", name, ", which it cannot be: passed over."];
        log::warn(&words.concat());
    }
    value
}

fn switch(name: &str) -> Option<bool> {
    [true, false].into_iter().find(|on| name_of(*on) == name)
}

fn name_of(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}
