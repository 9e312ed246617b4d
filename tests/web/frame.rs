//! Work that is done once a frame.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use collabspace_chat::browser::frame::OncePerFrame;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Patience, Replaced, Uncaught, function, next_frame, until, window};

fn counted() -> (OncePerFrame, Rc<Cell<u32>>) {
    let runs = Rc::new(Cell::new(0));
    let count = runs.clone();
    (OncePerFrame::new(move || count.set(count.get() + 1)), runs)
}

/// Asks as in a hidden tab, where the browser takes the callback and draws no picture.
fn ask_without_frame(work: &OncePerFrame) {
    let _hidden = Replaced::new(&window(), "requestAnimationFrame", &function("callback", "return 1"));
    work.ask();
}

/// Every frame and timer that was asked for before has come: timers of the same length ring in their order.
async fn everything_asked_for_has_come() {
    let (last, runs) = counted();
    ask_without_frame(&last);
    until("the last timer", || runs.get() == 1).await;
    next_frame().await;
}

#[wasm_bindgen_test]
async fn however_often_asked_it_is_done_once() {
    let (work, runs) = counted();
    (0..5).for_each(|_| work.ask());
    work.clone().ask();
    assert_eq!(runs.get(), 0, "nothing is done at once");
    next_frame().await;
    assert_eq!(runs.get(), 1, "it is done before the next picture");
    everything_asked_for_has_come().await;
    assert_eq!(runs.get(), 1);
}

#[wasm_bindgen_test]
async fn asked_again_it_is_done_again() {
    let (work, runs) = counted();
    for expected in 1..=3 {
        work.ask();
        next_frame().await;
        assert_eq!(runs.get(), expected);
    }
}

#[wasm_bindgen_test]
async fn the_work_itself_can_ask_for_the_next_frame() {
    let uncaught = Uncaught::watch();
    let again: Rc<RefCell<Option<OncePerFrame>>> = Rc::default();
    let runs = Rc::new(Cell::new(0));
    let (this, count) = (Rc::downgrade(&again), runs.clone());
    let work = OncePerFrame::new(move || {
        count.set(count.get() + 1);
        if let Some(this) = this.upgrade()
            && count.get() < 3
        {
            this.borrow().as_ref().expect("the work").ask();
        }
    });
    *again.borrow_mut() = Some(work.clone());
    work.ask();
    until("it was done three times", || runs.get() == 3).await;
    everything_asked_for_has_come().await;
    assert_eq!(runs.get(), 3);
    uncaught.assert_none();
}

#[wasm_bindgen_test]
async fn in_a_hidden_tab_it_is_done_without_a_frame() {
    let (work, runs) = counted();
    ask_without_frame(&work);
    until("it was done", || runs.get() == 1).await;
    work.ask();
    next_frame().await;
    assert_eq!(runs.get(), 2, "shown again, it is done with the next frame");
}

#[wasm_bindgen_test]
async fn asked_without_end_it_is_not_put_off() {
    let (work, runs) = counted();
    let patience = Patience::new();
    while runs.get() == 0 {
        ask_without_frame(&work);
        patience.look_again("it was done").await;
    }
}

#[wasm_bindgen_test]
async fn dropped_it_is_not_done() {
    let uncaught = Uncaught::watch();
    let (work, runs) = counted();
    work.ask();
    drop(work);
    next_frame().await;
    everything_asked_for_has_come().await;
    assert_eq!(runs.get(), 0);
    // A frame that still comes, but whose callback is gone, would throw.
    uncaught.assert_none();
}
