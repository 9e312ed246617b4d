//! Features of the backend that the site switches off.

use serde_json::Value;

use super::{section, unknown};
use crate::model::timeline::Offered;
use crate::model::upload::FileLimits;
use crate::wire::WireError;
use crate::wire::json::Object;

const KNOWN: [&str; 6] = ["edit", "delete", "reactions", "replies", "search", "attachments"];

/// Each is on unless it is `false`.
pub(super) fn read(root: Object<'_>, warnings: &mut Vec<WireError>) -> Result<Offered, WireError> {
    let Some(features) = section(root, "features")? else {
        let attach = Some(FileLimits::NONE);
        return Ok(Offered { edit: true, delete: true, react: true, reply: true, search: true, attach });
    };
    warnings.extend(unknown(features, &KNOWN));
    let is_on = |name: &str| match features.get(name) {
        None => Ok(true),
        Some(Value::Bool(is_on)) => Ok(*is_on),
        Some(_) => Err(features.wrong(name, "true or false")),
    };
    Ok(Offered {
        edit: is_on("edit")?,
        delete: is_on("delete")?,
        react: is_on("reactions")?,
        reply: is_on("replies")?,
        search: is_on("search")?,
        attach: is_on("attachments")?.then_some(FileLimits::NONE),
    })
}
