//! The client of the live connection, in the chunk `live`.

use js_sys::Function;

use super::feed::Reader;
use super::sharing::{self, Mouth, Outlets, Sharing};
use super::version::VERSION;
use super::{Driven, Ends};
use crate::model::connection::LinkCommand;
use crate::model::deployment::escaped;
use crate::model::failure::Failure;
use crate::model::session::{Call, Input, LiveInput};
use crate::pusher::{BadOptions, Client, Refusal, Settings};

/// A client that does what the session wants, for all tabs of the group that share it. What it tells goes to `ends`.
pub fn start(
    settings: Settings,
    deployment: String,
    on_leading: Option<Function>,
    ends: Ends,
) -> Result<Box<dyn Driven>, BadOptions> {
    let Ends { hear, backend, queue } = ends;
    let group = group(&settings, &deployment);
    let mouth = Mouth::default();
    let told = mouth.clone();
    let reader = Reader::new(backend.clone(), queue.clone());
    let outlets = Outlets { hear, on_leading, reader };
    let hear_client = move |event| sharing::happened(&told, event);
    let client = Client::start(settings, hear_client, move |socket_id, channel| {
        let (backend, queue) = (backend.clone(), queue.clone());
        async move {
            let answer = backend.authorize(&socket_id, &channel).await;
            if answer == Err(Failure::SignedOut) {
                queue.push(Input::Live(LiveInput::SignedOut));
            }
            answer.map_err(refusal)
        }
    })?;
    Ok(Box::new(Sharing::new(client, group, outlets, &mouth)))
}

impl Driven for Sharing {
    fn listen(&self, channel: &str) {
        Self::listen(self, channel);
    }

    fn name(&self, person: Option<&str>) {
        Self::name(self, person);
    }

    fn drive(&self, command: LinkCommand) {
        Self::drive(self, command);
    }

    fn call(&self, call: Call) -> Option<Call> {
        Self::call(self, call)
    }
}

/// What the tabs have in common that share a connection, but for the person: parts without spaces, with one between.
fn group(Settings { key, channel, events, .. }: &Settings, deployment: &str) -> String {
    let mut name = ["collabspace-live:", VERSION, "-", env!("CARGO_PKG_VERSION"), " ", deployment].concat();
    for part in [key, channel].into_iter().chain(events) {
        name.push(' ');
        name.push_str(&escaped(part));
    }
    name
}

/// Why the backend did not let a socket into the channel, in pusher-js's terms.
fn refusal(failure: Failure) -> Refusal {
    let status = match &failure {
        Failure::SignedOut => Some(401),
        Failure::TooMany { .. } => Some(429),
        Failure::Broken { status, .. } | Failure::Refused { status, .. } => Some(*status),
        Failure::NoAnswer => None,
    };
    Refusal { status, why: failure.reason() }
}
