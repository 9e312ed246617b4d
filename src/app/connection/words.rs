//! What tabs say to each other, as values that a browser can copy: a list each, whose first entry says what it is.

use std::sync::Arc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::model::tabs::{FeedPlace, Leader, LiveEvent, Question, Stage, Stamp, Word};
use crate::pusher::Event;

impl LiveEvent for Event {
    fn connected() -> Self {
        Self::Connected
    }

    fn closed() -> Self {
        Self::Closed
    }

    fn stage(&self) -> Option<Stage> {
        match self {
            Self::Connected => Some(Stage::Connected),
            Self::Closed => Some(Stage::Down),
            Self::Subscribed(_) => Some(Stage::Subscribed),
            _ => None,
        }
    }
}

/// Writes a word.
pub fn write(word: &Word<Event>) -> JsValue {
    let list = Array::new();
    let add = |value: JsValue| {
        list.push(&value);
    };
    let stamp = |kind: u32, stamp: &Stamp| {
        [kind, stamp.leader.tab, stamp.leader.reign, stamp.n].into_iter().for_each(|number| add(number.into()));
        add(stamp.is_hidden.into());
    };
    let place = |kind: u32, FeedPlace { leader, n, cursor }: &FeedPlace| {
        [kind, leader.tab, leader.reign, *n].into_iter().for_each(|number| add(number.into()));
        add((&**cursor).into());
    };
    match word {
        Word::Ask(from, question) => [0, *from, *question as u32].into_iter().for_each(|number| add(number.into())),
        Word::Here(spoken) => stamp(1, spoken),
        Word::State { stamp: spoken, to, is_connected, subscribed } => {
            stamp(2, spoken);
            add((*to).into());
            add((*is_connected).into());
            add(subscribed.as_ref().map_or(JsValue::NULL, Event::to_js));
        }
        Word::Happened(spoken, event) => {
            stamp(3, spoken);
            add(event.to_js());
        }
        Word::Read(asked) => place(4, asked),
        Word::Feed(read, answer) => {
            place(5, read);
            add(answer.as_deref().into());
        }
    }
    list.into()
}

/// Reads one. `None` if it is anything else.
pub fn read(value: &JsValue) -> Option<Word<Event>> {
    let list: &Array = value.dyn_ref()?;
    let number = |at| list.get(at).as_f64().map(|number| number as u32);
    let flag = |at| list.get(at).as_bool();
    let text = |at| list.get(at).as_string().map(Arc::<str>::from);
    let leader = || Some(Leader { tab: number(1)?, reign: number(2)? });
    let stamp = || Some(Stamp { leader: leader()?, n: number(3)?, is_hidden: flag(4)? });
    let place = || Some(FeedPlace { leader: leader()?, n: number(3)?, cursor: text(4)? });
    Some(match number(0)? {
        0 => {
            let question = match number(2)? {
                0 => Question::Alive,
                1 => Question::Join,
                2 => Question::Ping,
                _ => Question::Dead,
            };
            Word::Ask(number(1)?, question)
        }
        1 => Word::Here(stamp()?),
        2 => {
            let subscribed = Event::of_js(&list.get(7));
            Word::State { stamp: stamp()?, to: number(5)?, is_connected: flag(6)?, subscribed }
        }
        3 => Word::Happened(stamp()?, Event::of_js(&list.get(5))?),
        4 => Word::Read(place()?),
        5 => Word::Feed(place()?, text(5)),
        _ => return None,
    })
}
