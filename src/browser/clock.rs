//! The session's clock, and one alarm.

use gloo_timers::callback::Timeout;

use crate::model::time::Millis;

/// If a timer fires this much late, the device was asleep.
const SLEPT_MS: f64 = 5_000.0;

/// Milliseconds since the page was opened, on a clock that never goes back.
#[must_use]
pub fn now() -> Millis {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now()) as Millis
}

/// A single alarm: setting or dropping it cancels the previous one.
#[derive(Debug, Default)]
pub struct Alarm(Option<Timeout>);

impl Alarm {
    /// Calls back at this time of [`now`], with `true` if the device slept in between.
    pub fn set(&mut self, at: Option<Millis>, ring: impl FnOnce(bool) + 'static) {
        self.0 = at.map(|at| {
            let delay = (at - now()).clamp(0, 86_400_000) as u32;
            let due = js_sys::Date::now() + f64::from(delay);
            Timeout::new(delay, move || ring(js_sys::Date::now() > due + SLEPT_MS))
        });
    }
}

/// Returns the user's local time for use in a file name: `2026-11-30-141503`.
#[must_use]
pub fn local_stamp() -> String {
    let now = js_sys::Date::new_0();
    let two = |number: u32| {
        let text = number.to_string();
        if number < 10 { ["0", &text].concat() } else { text }
    };
    let day = [now.get_full_year().to_string(), two(now.get_month() + 1), two(now.get_date())].join("-");
    [&day, "-", &two(now.get_hours()), &two(now.get_minutes()), &two(now.get_seconds())].concat()
}
