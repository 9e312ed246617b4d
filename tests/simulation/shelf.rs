//! What a person's browser stores of channels, and the next visit shows before the backend has answered.

use std::collections::BTreeMap;

use collabspace_chat::model::message::ChannelId;
use collabspace_chat::model::session::Command;
use collabspace_chat::model::snapshot::{NamedChannel, Snapshot};
use collabspace_chat::model::time::Timestamp;

use crate::backend::person;
use crate::world::{Happening, World};

/// How long after a change it is written, in milliseconds, as in the page.
const WRITE_AFTER: i64 = 3_000;

/// What is kept for one person.
#[derive(Debug, Default)]
pub struct Shelf {
    channels: Vec<NamedChannel>,
    snapshots: BTreeMap<ChannelId, Snapshot>,
}

impl World {
    /// A tab shows something new, which is stored soon.
    pub fn keep_soon(&mut self, tab: usize) {
        let here = &mut self.tabs[tab];
        if self.plan.keeps && !std::mem::replace(&mut here.keeps_soon, true) {
            let life = here.life;
            self.after(WRITE_AFTER, WRITE_AFTER, Happening::Keeps { tab, life });
        }
    }

    /// A tab writes what it is sure of.
    pub fn keeps(&mut self, tab: usize) {
        let here = &mut self.tabs[tab];
        here.keeps_soon = false;
        let Some(session) = &here.session else { return };
        if session.keeper() != Some(&person(here.person).id) {
            return;
        }
        let as_of = Timestamp(self.now);
        let channels = session.named_channels();
        let snapshots: Vec<_> = channels.iter().filter_map(|channel| session.snapshot(&channel.id, as_of)).collect();
        let kept: Vec<_> = snapshots.iter().map(told).collect();
        let shelf = self.shelves.entry(here.person).or_default();
        shelf.channels = channels;
        shelf.snapshots.extend(snapshots.into_iter().map(|snapshot| (snapshot.channel.clone(), snapshot)));
        self.note(|| format!("tab {tab} keeps {kept:?}"));
    }

    /// A tab opened, or opened another channel: what is stored of it is read soon.
    pub fn look_soon(&mut self, tab: usize) {
        if self.plan.keeps {
            let life = self.tabs[tab].life;
            self.after(1, 300, Happening::Looks { tab, life });
        }
    }

    /// A tab shows what is kept of its channel; without a network, of all.
    pub fn show_kept(&mut self, tab: usize) -> Result<(), String> {
        let (now, here) = (self.now, &self.tabs[tab]);
        let (id, has_network) = (person(here.person).id.clone(), here.has_network);
        let (Some(shelf), Some(session)) = (self.shelves.get(&here.person), &here.session) else { return Ok(()) };
        let selected = session.selected().clone();
        let is_wanted = |snapshot: &&Snapshot| snapshot.channel == selected || !has_network;
        let snapshots: Vec<_> = shelf.snapshots.values().filter(is_wanted).cloned().collect();
        let channels = shelf.channels.clone();
        if !session.may_show_kept(&id) {
            return Ok(());
        }
        let kept: Vec<_> = snapshots.iter().map(told).collect();
        self.note(|| format!("tab {tab} shows what is kept: {kept:?}"));
        let commands = self.tabs[tab].act(now, |session, clock| session.show_kept_channels(&id, channels, clock))?;
        self.carry_out(tab, commands)?;
        for snapshot in snapshots {
            let commands = self.tabs[tab].act(now, |session, clock| session.show_snapshot(&id, snapshot, clock))?;
            self.carry_out(tab, commands)?;
        }
        Ok(())
    }

    /// A tab drops what is stored.
    pub fn drop_kept(&mut self, tab: usize, command: &Command) {
        let person = self.tabs[tab].person;
        match command {
            Command::WipeSnapshots => drop(self.shelves.remove(&person)),
            Command::ForgetSnapshot(channel) => {
                if let Some(shelf) = self.shelves.get_mut(&person) {
                    shelf.snapshots.remove(channel);
                }
            }
            _ => {}
        }
    }
}

/// A snapshot in a line.
fn told(snapshot: &Snapshot) -> String {
    let Snapshot { channel, cursor, is_whole, messages, .. } = snapshot;
    let ids: Vec<_> = messages.iter().map(|message| &*message.id).collect();
    format!("{channel} up to {cursor:?}, whole {is_whole}: {}", ids.join(" "))
}
