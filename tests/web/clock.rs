//! The clock and its alarm.

use std::cell::RefCell;
use std::rc::Rc;

use collabspace_chat::browser::clock::{Alarm, now};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Replaced, function, until};

/// The names of the alarms that have rung, and whether the device slept before.
type Rung = Rc<RefCell<Vec<(&'static str, bool)>>>;

fn ring(rung: &Rung, name: &'static str) -> impl FnOnce(bool) + 'static {
    let rung = rung.clone();
    move |slept| rung.borrow_mut().push((name, slept))
}

#[wasm_bindgen_test]
async fn it_rings_at_its_time_and_once() {
    let (mut alarm, rung) = (Alarm::default(), Rung::default());
    let at = now() + 30;
    let heard = rung.clone();
    alarm.set(Some(at), move |slept| {
        // The browser counts in whole milliseconds.
        assert!(now() + 1 >= at, "too early");
        heard.borrow_mut().push(("alarm", slept));
    });
    until("it rings", || !rung.borrow().is_empty()).await;
    let mut last = Alarm::default();
    last.set(Some(now() + 60), ring(&rung, "last"));
    until("a later one rings", || rung.borrow().len() == 2).await;
    assert_eq!(*rung.borrow(), [("alarm", false), ("last", false)]);
}

#[wasm_bindgen_test]
async fn a_time_that_is_over_rings_at_once_but_not_before_set_returns() {
    let (mut alarm, rung) = (Alarm::default(), Rung::default());
    alarm.set(Some(now() - 1_000_000), ring(&rung, "alarm"));
    assert!(rung.borrow().is_empty());
    until("it rings", || *rung.borrow() == [("alarm", false)]).await;
}

#[wasm_bindgen_test]
async fn reset_cleared_or_dropped_it_no_longer_fires() {
    let rung = Rung::default();
    let soon = Some(now() + 10);
    let (mut replaced, mut cleared, mut dropped) = (Alarm::default(), Alarm::default(), Alarm::default());
    for alarm in [&mut replaced, &mut cleared, &mut dropped] {
        alarm.set(soon, ring(&rung, "before"));
    }
    replaced.set(Some(now() + 40), ring(&rung, "after"));
    cleared.set(None, ring(&rung, "never"));
    drop(dropped);
    until("the later one rings", || rung.borrow().iter().any(|(name, _)| *name == "after")).await;
    assert_eq!(*rung.borrow(), [("after", false)]);
}

#[wasm_bindgen_test]
async fn it_tells_that_the_device_slept() {
    let (mut alarm, rung) = (Alarm::default(), Rung::default());
    alarm.set(Some(now() + 10), ring(&rung, "alarm"));
    // A page cannot send the device to sleep: the wall clock jumps as it does then, while the timer stood still.
    let date = js_sys::Reflect::get(&js_sys::global(), &JsValue::from("Date")).expect("Date");
    let later = js_sys::Date::now() + 3_600_000.0;
    let _slept = Replaced::new(&date, "now", &function("", &format!("return {later}")));
    until("it rings", || *rung.borrow() == [("alarm", true)]).await;
}

#[wasm_bindgen_test]
async fn the_clock_does_not_follow_the_wall_clock() {
    let date = js_sys::Reflect::get(&js_sys::global(), &JsValue::from("Date")).expect("Date");
    let before = now();
    let _set_back = Replaced::new(&date, "now", &function("", "return 0"));
    until("time goes on", || now() > before).await;
}
