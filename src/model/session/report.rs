//! Changes of the screen: derived values that differ from the last report.

use super::Session;
use super::io::Change;

impl Session {
    /// Reports derived values that differ from the last report.
    pub(super) fn report(&mut self) {
        let ids: Vec<_> = self.channels.keys().cloned().collect();
        for id in ids {
            self.divide_missed(&id);
            let Some(channel) = self.channels.get_mut(&id) else { continue };
            let rows = channel.timeline.take_changes();
            if !rows.is_empty() {
                self.changes.push(Change::Rows(id.clone(), rows));
            }
            let head = channel.head();
            if channel.shown_head.as_ref() != Some(&head) {
                channel.shown_head = Some(head.clone());
                self.changes.push(Change::Head(id.clone(), head));
            }
            let typists = channel.typists.list();
            if channel.shown_typists != typists {
                channel.shown_typists.clone_from(&typists);
                self.changes.push(Change::Typing(id.clone(), typists));
            }
        }
        self.report_offered();
        self.report_seek();
        self.changes.extend(self.online.report().map(Change::People));
        let status = self.status();
        if self.shown_status.as_ref() != Some(&status) {
            self.shown_status = Some(status.clone());
            self.changes.push(Change::Status(status));
        }
    }

    /// Reports the channels, with their unread counts.
    pub(super) fn report_channels(&mut self) {
        let channels = self.order.iter().filter_map(|id| self.channels.get(id)).map(|channel| channel.info.clone());
        self.changes.push(Change::Channels(channels.collect()));
    }
}
