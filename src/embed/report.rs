//! Events for the host page: a name and an object with details, listed in `embed.d.ts`.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::app::config::ConfigError;
use crate::components;
use crate::model::message::{ChannelId, Message};
use crate::model::session::{Change, Event, Output, unread_in};
use crate::model::timeline::ChangeKind;

pub struct Report(Function);

impl Report {
    pub fn new(report: Function) -> Self {
        Self(report)
    }

    /// The chat cannot start with these settings.
    pub fn error(&self, error: &ConfigError) {
        let field = match error {
            ConfigError::Wrong(error) => error.field.as_str().into(),
            ConfigError::Missing(_) => JsValue::UNDEFINED,
        };
        self.call("error", &[("message", error.to_string().into()), ("field", field)]);
    }

    /// Returns the events in it that concern the host page.
    pub fn output(&self, output: &Output) {
        output.events.iter().for_each(|event| self.event(event));
        for change in &output.changes {
            match change {
                Change::Status(status) => self.call("connection", &[("state", components::connection(status).into())]),
                Change::Channels(channels) => self.call("unread", &[("unread", unread_in(channels).into())]),
                _ => {}
            }
        }
    }

    fn event(&self, event: &Event) {
        match event {
            Event::Arrived(channel, message) => self.message(channel, message),
            Event::Altered(channel, message, kind) => {
                let kind = match kind {
                    ChangeKind::Edited => "edited",
                    ChangeKind::Deleted => "deleted",
                    ChangeKind::Reacted => "reacted",
                };
                self.call(
                    "change",
                    &[("id", (&**message).into()), ("channel", (&**channel).into()), ("kind", kind.into())],
                );
            }
            _ => {}
        }
    }

    fn message(&self, channel: &ChannelId, message: &Message) {
        let author = &message.author;
        let sender = object(&[("id", (&*author.id).into()), ("name", (&*author.name).into())]);
        self.call(
            "message",
            &[
                ("id", (&*message.id).into()),
                ("channel", (&**channel).into()),
                ("text", message.text().into()),
                ("sender", sender.into()),
                ("createdAt", JsValue::from(message.created_at.0 as f64)),
            ],
        );
    }

    fn call(&self, name: &str, details: &[(&str, JsValue)]) {
        // Errors thrown by the host page are its own.
        let _ = self.0.call2(&JsValue::UNDEFINED, &name.into(), &object(details));
    }
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a new, plain object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
