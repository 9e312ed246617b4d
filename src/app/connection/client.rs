//! The client of the live connection, in the chunk `live`.

use js_sys::Function;

use super::feed::Reader;
use super::sharing::{self, Mouth, Outlets, Sharing};
use super::version::VERSION;
use super::{Driven, Ends, Plan};
use crate::app::log;
use crate::model::connection::LinkCommand;
use crate::model::deployment::escaped;
use crate::model::failure::Failure;
use crate::model::session::{Call, Input, LiveInput};
use crate::pusher::{BadOptions, Client, Refusal, Settings};

/// The code by which a service refuses a connection for good (docs.pusher.com: 4000 to 4099).
const REFUSED_FOR_GOOD: u16 = 4000;

/// Starts a client that does what the session wants, for all tabs of the group that share it. It reports to `ends`.
/// Returns `None` if pusher-js rejects the options, and reports why.
pub fn start(plan: Plan, class: Function, ends: Ends) -> Option<Box<dyn Driven>> {
    let Ends { hear, backend, queue } = ends;
    let Plan { key, options, channel, events, deployment, on_leading, .. } = plan;
    let settings = Settings { class, key, options, channel, events };
    let group = group(&settings, &deployment);
    let mouth = Mouth::default();
    let told = mouth.clone();
    let outlets = Outlets { hear, on_leading, reader: Reader::new(backend.clone(), queue.clone()) };
    let hear_client = move |event| sharing::happened(&told, event);
    let signed_out = queue.clone();
    let client = Client::start(settings, hear_client, move |socket_id, channel| {
        let (backend, queue) = (backend.clone(), signed_out.clone());
        async move {
            let answer = backend.authorize(&socket_id, &channel).await;
            if answer == Err(Failure::SignedOut) {
                queue.push(Input::Live(LiveInput::SignedOut));
            }
            answer.map_err(refusal)
        }
    });
    match client {
        Ok(client) => Some(Box::new(Sharing::new(client, group, outlets, &mouth))),
        Err(BadOptions(words)) => {
            let words = ["pusher-js does not take the options under `pusher` in config.json: ", &words].concat();
            log::warn(&words);
            queue.push(Input::Live(LiveInput::Error(REFUSED_FOR_GOOD, words.into())));
            queue.push(Input::Live(LiveInput::Lost));
            None
        }
    }
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

    fn makes(&self, call: &Call) -> bool {
        Self::makes(self, call)
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
