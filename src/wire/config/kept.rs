//! Settings stored by an earlier visit.

use serde_json::Value;

use crate::wire::json;

/// The deployment in stored settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSettings {
    /// The address of the file, empty if it had none.
    pub address: String,
    /// The REST backend's address, as in the file.
    pub base_url: String,
    /// The workspace's id.
    pub workspace: String,
}

impl KeptSettings {
    /// Reads what `src/entry/shared/settings.js` stores: the status, the address and the text of `config.json`, as a
    /// list. Returns `None` for anything else.
    #[must_use]
    pub fn read(kept: &str) -> Option<Self> {
        let kept = json::parse(kept).ok()?;
        let text = |at: usize| kept.get(at).and_then(Value::as_str);
        let settings = json::parse(text(2)?).ok()?;
        let setting =
            |value: Option<&Value>, default: &str| value.and_then(Value::as_str).unwrap_or(default).to_owned();
        Some(Self {
            address: text(1)?.to_owned(),
            base_url: setting(settings.get("api").and_then(|api| api.get("baseUrl")), "/api"),
            workspace: setting(settings.get("workspaceId"), "demo-workspace"),
        })
    }
}
