//! Handles the tab's reports: elapsed time, visibility, the content of the disk; and which channel is open.

use super::Session;
use super::io::{Change, Command, TabInput};
use crate::model::message::ChannelId;

impl Session {
    pub(super) fn on_tab(&mut self, input: TabInput) {
        match input {
            TabInput::Tick => {}
            TabInput::Online(online) => {
                self.link.set_online(online, self.now);
                if online {
                    self.wake_up();
                }
            }
            TabInput::Visible(is_visible) => {
                self.gaze.is_visible = is_visible;
                if is_visible {
                    self.gaze.active_at = self.now;
                    self.wake_up();
                }
            }
            TabInput::Focused(is_focused) => {
                self.gaze.is_focused = is_focused;
                if is_focused {
                    self.gaze.active_at = self.now;
                    self.wake_up();
                }
            }
            TabInput::Active => self.gaze.active_at = self.now,
            TabInput::Shown(is_shown) => self.gaze.is_shown = is_shown,
            TabInput::Woke => self.wake_up(),
            TabInput::MaybeSignedIn if self.signed_out => self.ask_whether_signed_in(),
            TabInput::MaybeSignedOut if !self.signed_out => self.ask_whether_signed_in(),
            TabInput::MaybeSignedIn | TabInput::MaybeSignedOut => {}
            TabInput::Restored(records) => self.restore(records),
            TabInput::RestoredOperations(records) => self.restore_operations(records),
            TabInput::Read(marks) => self.read_before(marks),
            TabInput::Saved(id) => self.saved(&id),
            TabInput::Uploaded { entry, file, bytes } => self.upload_progressed(&entry, &file, bytes),
        }
    }

    /// Everything that waits is retried now, and what may be dead is probed.
    pub(super) fn wake_up(&mut self) {
        if self.signed_out {
            self.ask_whether_signed_in();
            return;
        }
        let probe = self.link.probe(self.now);
        self.commands.extend(probe.map(Command::Link));
        self.poll_at = None;
        self.ask_for_positions();
        self.hurry();
        self.check_all();
    }

    pub(super) fn select(&mut self, channel: ChannelId) {
        if !self.channels.contains_key(&channel) {
            return;
        }
        let left = std::mem::replace(&mut self.selected, channel.clone());
        if left != channel {
            self.leave(&left);
        }
        self.changes.push(Change::Selected(channel.clone()));
        self.report_channels();
        self.open(&channel);
    }

    /// The channel's history is wanted from now on.
    pub(super) fn open(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        if !std::mem::replace(&mut channel.opened, true) {
            self.start_sync(id);
        }
    }
}
