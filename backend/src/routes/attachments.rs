//! `POST /api/attachments` and `GET /api/attachments/{id}` (extension `attachments`), and the handling of messages'
//! files.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::rejection::PathRejection;
use axum::extract::{Multipart, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tower_http::services::ServeFile;

use crate::app::{App, Files};
use crate::attachments::{About, FileError, Incoming, Upload, disposition, file_id, is_inline, on_disk};
use crate::error::ApiError;
use crate::message::{Attachment, Timestamp};
use crate::params;
use crate::person::Person;

/// The longest text field of an upload, in bytes.
const FIELD_BYTES: usize = 8 * 1024;
/// How long a browser may keep a file, in seconds. Its address is the same for an hour.
const CACHE: &str = "private, max-age=3600, immutable";

#[derive(Serialize)]
pub struct Uploaded {
    success: bool,
    attachment: Attachment,
}

pub async fn post(
    person: Person,
    State(app): State<Arc<App>>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<Uploaded>, ApiError> {
    app.upload_rate.check(&person)?;
    let Files { folder, settings } = files(&app)?;
    let mut form = form?;
    let (mut client_id, mut alt, mut thumbhash, mut received) = (None, None, None, None);
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("clientId") => client_id = Some(params::client_id(text("clientId", field).await?)?),
            Some("alt") => alt = params::alt(&text("alt", field).await?)?,
            Some("thumbhash") => thumbhash = params::thumbhash(text("thumbhash", field).await?)?,
            Some("file") if received.is_none() => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let incoming = Incoming::begin(folder, settings).await?;
                received = Some((name, receive(incoming, field, settings.max_bytes).await?));
            }
            _ => {}
        }
    }
    let (name, incoming) = received.ok_or_else(|| missing("file"))?;
    let client_id = client_id.ok_or_else(|| missing("clientId"))?;
    let id = file_id(&app.config.session_secret, &person.id, &client_id);
    let upload = Upload { id, owner_id: person.id, name, alt, thumbhash };
    let mut attachment = incoming.keep(upload, settings.quota_bytes).await?;
    app.signer.sign(&mut attachment);
    Ok(Json(Uploaded { success: true, attachment }))
}

/// Writes a file to the disk as it arrives. A file that cannot be stored is still read to its end, up to `patience`
/// more bytes, because a browser does not read the answer while it sends.
async fn receive(mut incoming: Incoming, mut field: Field<'_>, mut patience: u64) -> Result<Incoming, ApiError> {
    while let Some(bytes) = field.chunk().await? {
        let Err(error) = incoming.write(&bytes).await else { continue };
        drop(incoming);
        while let Some(bytes) = field.chunk().await? {
            let Some(rest) = patience.checked_sub(bytes.len() as u64) else { break };
            patience = rest;
        }
        return Err(error.into());
    }
    Ok(incoming)
}

async fn text(name: &str, mut field: Field<'_>) -> Result<String, ApiError> {
    let mut bytes = Vec::new();
    while let Some(more) = field.chunk().await? {
        bytes.extend_from_slice(&more);
        if bytes.len() > FIELD_BYTES {
            return Err(ApiError::BadRequest(format!("{name} is too long.")));
        }
    }
    String::from_utf8(bytes).map_err(|_| ApiError::BadRequest(format!("{name} is not UTF-8.")))
}

fn missing(name: &str) -> ApiError {
    ApiError::BadRequest(format!("{name} is missing."))
}

/// The query of a signed address.
#[derive(Deserialize)]
pub struct Signature {
    until: Option<String>,
    signature: Option<String>,
}

pub async fn get(
    State(app): State<Arc<App>>,
    path: Result<Path<String>, PathRejection>,
    Query(Signature { until, signature }): Query<Signature>,
    person: Result<Person, ApiError>,
    request: Request,
) -> Result<Response, ApiError> {
    let Path(id) = path?;
    let (until, signature) = (until.unwrap_or_default(), signature.unwrap_or_default());
    let is_signed = app.signer.is_good(&id, &until, &signature, Timestamp::now());
    // Without a valid signature it takes a session: others learn nothing, not even that the file does not exist.
    let person = if is_signed { None } else { Some(person?) };
    let about = about(&app, &id).await?.ok_or_else(|| unknown(&id))?;
    if let Some(person) = &person {
        require_reader(&app, person, &id, &about).await?;
    }
    let path = files(&app)?.folder.content(&id).ok_or_else(|| unknown(&id))?;
    let mut response = match ServeFile::new(path).try_call(request).await {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => return Err(unknown(&id)),
        Ok(response) => response.map(Body::new).into_response(),
        Err(error) => return Err(FileError::Disk(error).into()),
    };
    describe(response.headers_mut(), &about);
    Ok(response)
}

/// The headers that keep a browser from running an uploaded file.
fn describe(headers: &mut HeaderMap, about: &About) {
    let is_inline = is_inline(&about.mime);
    let mime = if is_inline { &about.mime } else { "application/octet-stream" };
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        (header::CACHE_CONTROL, CACHE),
        // Embedded chats show pictures on pages of other origins; the address grants access.
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in
        [(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition(is_inline, &about.name))]
    {
        // Both are ASCII by construction.
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
}

/// A file belongs to its owner until a message has it, and then to the members of the message's workspace.
async fn require_reader(app: &App, person: &Person, id: &str, about: &About) -> Result<(), ApiError> {
    let uses = app.store.file_uses(vec![id.to_owned()]).await?;
    match uses.first() {
        Some(found) => app.require_member(person, &found.workspace_id),
        None if about.owner_id == person.id => Ok(()),
        None => Err(unknown(id)),
    }
}

/// Returns the person's files with these ids, for a new message. Refuses ids of files that do not exist or were
/// removed.
pub async fn own_files(app: &App, person: &Person, ids: Vec<String>) -> Result<Vec<Attachment>, ApiError> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let about = about(app, &id).await?.filter(|about| about.owner_id == person.id && is_fresh(app, about));
        let refusal = || {
            ApiError::BadRequest(format!("attachments holds {id:?}; you have no unused file with that id. Upload it."))
        };
        found.push(about.ok_or_else(refusal)?.attachment(&id));
    }
    Ok(found)
}

/// Returns `false` for a file that may be removed at any moment, if no message uses it.
fn is_fresh(app: &App, about: &About) -> bool {
    let unused = app.files.as_ref().map_or(0, |files| files.settings.unused.as_millis());
    i128::from(about.age(Timestamp::now())) < i128::try_from(unused).unwrap_or(i128::MAX)
}

/// Removes the files of a deleted message. The next sweep removes the rest.
pub async fn remove_files(app: &App, removed: Vec<Attachment>) {
    let Some(files) = app.files.clone() else { return };
    let removal = on_disk(move || {
        let ids = removed.iter().filter_map(|file| file.id.as_deref());
        ids.map(|id| files.folder.remove(id)).fold(Ok(()), Result::and)
    });
    if let Err(error) = removal.await {
        tracing::warn!("Files of a deleted message could not be removed yet: {error}");
    }
}

async fn about(app: &App, id: &str) -> Result<Option<About>, ApiError> {
    let (folder, id) = (files(app)?.folder.clone(), id.to_owned());
    Ok(on_disk(move || folder.about(&id)).await?)
}

fn files(app: &App) -> Result<&Files, ApiError> {
    app.files.as_ref().ok_or_else(|| ApiError::NotFound("This server does not accept files.".into()))
}

fn unknown(id: &str) -> ApiError {
    ApiError::NotFound(format!("id is {id:?}; there is no file with that id, or it was removed."))
}
