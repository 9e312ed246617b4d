//! The workspaces that a page may show if its address asks for another than the settings name.

use serde_json::Value;

use crate::wire::WireError;
use crate::wire::json::Object;

const WORKSPACES: &str = "a list of workspace ids, or a pattern with one * such as \"team-*\"";

/// Returns `true` if the settings let the page's address select this workspace. Without `workspaces` no address may.
///
/// # Errors
/// `workspaces` is neither a list nor a pattern, or does not allow this one: in a workspace that they did not ask
/// for, users would write to the wrong people.
pub(super) fn allowed(root: Object<'_>, id: &str) -> Result<bool, WireError> {
    let matches = match root.get("workspaces") {
        None => return Ok(false),
        Some(Value::Array(list)) => list.iter().any(|one| one.as_str() == Some(id)),
        Some(Value::String(pattern)) => {
            let (begin, end) = pattern.split_once('*').ok_or_else(|| root.wrong("workspaces", WORKSPACES))?;
            let least = begin.len() + end.len();
            id.len() > least && id.starts_with(begin) && id.ends_with(end)
        }
        Some(_) => return Err(root.wrong("workspaces", WORKSPACES)),
    };
    match matches {
        true => Ok(true),
        false => Err(root.wrong("workspaces", &["the workspace that the address asks for: ", id].concat())),
    }
}
