//! The client of the live connection, in the chunk `live`.

use super::{Driven, Ends};
use crate::model::connection::LinkCommand;
use crate::model::failure::Failure;
use crate::model::session::{Input, LiveInput};
use crate::pusher::{BadOptions, Client, Refusal, Settings};

/// A client that does what the session wants. What it tells goes to `ends`.
pub fn start(settings: Settings, ends: Ends) -> Result<Box<dyn Driven>, BadOptions> {
    let Ends { hear, backend, queue } = ends;
    let client = Client::start(settings, hear, move |socket_id, channel| {
        let (backend, queue) = (backend.clone(), queue.clone());
        async move {
            let answer = backend.authorize(&socket_id, &channel).await;
            if answer == Err(Failure::SignedOut) {
                queue.push(Input::Live(LiveInput::SignedOut));
            }
            answer.map_err(refusal)
        }
    })?;
    Ok(Box::new(client))
}

impl Driven for Client {
    fn listen(&self, channel: &str) {
        Self::listen(self, channel);
    }

    fn drive(&self, command: LinkCommand) {
        match command {
            LinkCommand::Connect => self.connect(),
            LinkCommand::Disconnect => self.disconnect(),
            LinkCommand::Subscribe => self.resubscribe(),
            LinkCommand::Ping => self.ping(),
        }
    }
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
