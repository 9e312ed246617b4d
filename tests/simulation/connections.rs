//! What becomes of a connection: made, refused, blocked, subscribed, ended.

use collabspace_chat::model::connection::LinkCommand;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::LiveInput;

use crate::plan::Fault;
use crate::world::{Happening, World};

impl World {
    /// Does something with a tab's own connection.
    pub fn drive(&mut self, tab: usize, command: LinkCommand) {
        let life = self.tabs[tab].life;
        match command {
            LinkCommand::Connect => {
                self.tabs[tab].tries += 1;
                let attempt = self.tabs[tab].tries;
                self.after(5, 800, Happening::Connected { tab, life, attempt });
            }
            LinkCommand::Disconnect => {
                self.tabs[tab].tries += 1;
                if let Some(connection) = self.tabs[tab].connection.take() {
                    self.after(1, 200, Happening::Ended { connection });
                }
                self.after(0, 5, Happening::Report { tab, life, input: LiveInput::Lost });
            }
            LinkCommand::Subscribe => {
                if let Some(connection) = self.tabs[tab].connection {
                    self.after(5, 400, Happening::Subscribe { connection });
                }
            }
            LinkCommand::Ping => {
                if let Some(connection) = self.tabs[tab].connection {
                    self.send(connection, LiveInput::Heard);
                }
            }
        }
    }

    /// Sends something on a connection, after all that was sent on it before.
    pub fn send(&mut self, connection: usize, input: LiveInput) {
        let soonest = self.now + 1 + self.random.up_to(200);
        if let Some(here) = self.service.get(connection) {
            here.arrives = here.arrives.max(soonest);
            let at = here.arrives;
            self.at(at, Happening::Arrive { connection, input });
        }
    }

    pub fn connected(&mut self, tab: usize, life: u32, attempt: u64) -> Result<(), String> {
        if self.tabs[tab].life != life || self.tabs[tab].tries != attempt {
            return Ok(());
        }
        if self.now < self.no_service_until || !self.tabs[tab].has_network {
            return match self.random.up_to(4) {
                // Nothing answers.
                0 => Ok(()),
                1 => {
                    self.report(tab, LiveInput::Error(4004, "over quota".into()))?;
                    self.report(tab, LiveInput::Lost)
                }
                _ => self.report(tab, LiveInput::Lost),
            };
        }
        let (person, now) = (self.tabs[tab].person, self.now);
        let connection = self.service.open(tab, life, person, now);
        self.tabs[tab].connection = Some(connection);
        self.after(5, 400, Happening::Subscribe { connection });
        self.report(tab, LiveInput::Connected)
    }

    pub fn subscribe(&mut self, connection: usize) {
        let Some(here) = self.service.get(connection).filter(|here| !here.is_dead) else { return };
        let (tab, person) = (here.tab, here.person);
        if self.tabs[tab].connection != Some(connection) {
            return;
        }
        if self.signed_out.contains(&person) {
            self.send(connection, LiveInput::SignedOut);
            return self.send(connection, LiveInput::Refused { status: Some(401), why: Reason::words("who are you") });
        }
        if self.strikes(Fault::NoSubscription) {
            match self.random.up_to(2) {
                0 => {}
                1 => self.send(connection, LiveInput::Refused { status: Some(503), why: Reason::words("down") }),
                _ => self.send(connection, LiveInput::Refused { status: Some(403), why: Reason::words("no") }),
            }
            return;
        }
        let has_presence = self.plan.has_presence;
        let sent = self.service.subscribe(connection, has_presence);
        sent.into_iter().for_each(|(to, input)| self.send(to, input));
    }

    pub fn end(&mut self, connection: usize) {
        let has_presence = self.plan.has_presence;
        let sent = self.service.close(connection, has_presence);
        sent.into_iter().for_each(|(to, input)| self.send(to, input));
    }
}
