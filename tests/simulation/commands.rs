//! What a tab wants done, and the time that the disk and its alarm take for it.

use collabspace_chat::model::session::{Call, Command};

use crate::plan::Fault;
use crate::world::{Happening, World};

impl World {
    pub fn carry_out(&mut self, tab: usize, commands: Vec<Command>) -> Result<(), String> {
        let life = self.tabs[tab].life;
        for command in commands {
            self.note(|| format!("tab {tab} -> {command:?}"));
            match command {
                Command::Call(call) => {
                    let Some(call) = self.call_together(tab, call)? else { continue };
                    let from = match &call {
                        Call::Post { channel, .. } => self.tabs[tab].sending(channel),
                        _ => None,
                    };
                    let thrown_away = from.as_ref().and_then(|id| self.discarded.get(id));
                    if thrown_away.is_some_and(|(_, then)| *then == life) {
                        return Err(format!("tab {tab} sends what was thrown away: {call:?}"));
                    }
                    if let Some(id) = from.as_ref().filter(|id| !self.promised.contains_key(*id)) {
                        return Err(format!("tab {tab} sends {id} before it is on disk"));
                    }
                    self.judge_post(tab, &call, from.as_ref())?;
                    self.after(2, 600, Happening::Reach { tab, life, call, from });
                }
                Command::Save(record) => {
                    let at = self.disk_time(tab);
                    self.at(at, Happening::Wrote { tab, life, record });
                }
                Command::SaveOperation(record) => {
                    let at = self.disk_time(tab);
                    self.at(at, Happening::WroteOperation { tab, life, record });
                }
                Command::Forget(id) => {
                    self.tabs[tab].held.forget(&id);
                    let at = self.disk_time(tab);
                    self.at(at, Happening::Dropped { tab, life, id });
                }
                Command::WakeAt(_) => self.set_alarm(tab),
                Command::Upload(ticket, file) => {
                    self.judge_upload(tab, &file)?;
                    self.after(2, 600, Happening::ReachUpload { tab, life, ticket, file });
                }
                // Taken note of by the tab.
                Command::KeepRead(..) | Command::KeepUnread(..) => {}
                Command::WipeSnapshots | Command::ForgetSnapshot(_) => self.drop_kept(tab, &command),
                Command::Link(command) => self.link(tab, command)?,
                // What is heard there is learnt with the list of channels, too.
                Command::Listen(_) => {}
            }
        }
        Ok(())
    }

    /// The disk does one thing after the other.
    fn disk_time(&mut self, tab: usize) -> i64 {
        let takes = self.random.up_to(30);
        let busy = &mut self.tabs[tab].disk_busy_until;
        *busy = (*busy).max(self.now) + takes;
        *busy
    }

    fn set_alarm(&mut self, tab: usize) {
        let Some(at) = self.tabs[tab].alarm else { return };
        let late = if self.strikes(Fault::LateTimer) { self.random.up_to(20_000) } else { 0 };
        let at = at - self.tabs[tab].clock(0) + late;
        let (life, set) = (self.tabs[tab].life, self.tabs[tab].alarms_set);
        self.at(at.max(self.now), Happening::Alarm { tab, life, set, is_late: late > 2_000 });
    }
}
