//! The REST backend: one call in, one answer or a [`Failure`] out.

mod csrf;
mod early;
mod token;
mod upload;

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder, Response};
use web_sys::{AbortSignal, RequestCredentials, RequestMode, RequestRedirect, ResponseType};

use crate::model::failure::Failure;
use crate::model::message::{ChannelId, MessageId};
use crate::model::search::{Found, SearchCall};
use crate::model::session::{Answer, Call};
use crate::wire::config::{Api, Credentials};
use crate::wire::{answers, requests};

use self::early::Reply;

pub use self::early::Early;
pub use self::token::Tokens;

/// A call that is not answered within this time, in milliseconds, is given up.
const TIMEOUT_MS: u32 = 15_000;

/// The backend of one workspace.
#[derive(Clone, Debug)]
pub struct Client(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    api: Api,
    workspace: String,
    early: Early,
    tokens: Tokens,
    on_warning: fn(&str),
    /// Whether POSTs carry the headers that tell them from a cross-site form's: they would turn a call of another
    /// origin into one with a preflight, which a backend has to expect.
    sends_csrf: Cell<bool>,
}

impl Client {
    /// A client of this backend, some of whose answers may be there already. Calls are made with one of `tokens`, where
    /// it has any. What can be told of answers that are not as they should be goes to `on_warning`.
    #[must_use]
    pub fn new(api: Api, workspace: String, early: Early, tokens: Tokens, on_warning: fn(&str)) -> Self {
        let sends_csrf = Cell::new(csrf::is_own_origin(&api.base_url));
        Self(Rc::new(Inner { api, workspace, early, tokens, on_warning, sends_csrf }))
    }

    /// Makes a call.
    ///
    /// # Errors
    /// [`Failure`] says what may be done about it.
    pub async fn call(&self, call: Call) -> Result<Answer, Failure> {
        let Inner { api, workspace, on_warning, .. } = &*self.0;
        match call {
            Call::Features => {
                let text = self.get("/capabilities", &[]).await?;
                if answers::wants_csrf_header(&text) {
                    self.0.sends_csrf.set(true);
                }
                let limits = answers::file_limits(&text);
                Ok(Answer::Features(answers::features(&text).unwrap_or_default(), limits))
            }
            Call::Me => {
                let text = self.get("/me", &[]).await?;
                answers::me(&text).map(Answer::Me).map_err(|error| unreadable(&error))
            }
            Call::Channels => {
                let text = self.get("/channels", &[("workspaceId", workspace.clone())]).await?;
                answers::channels(&text).map_err(|error| unreadable(&error))
            }
            Call::Page(channel, query) => {
                let query = requests::page_query(workspace, &channel, &query);
                let text = self.get(&api.messages_path, &query).await?;
                let (page, bad) = answers::page(&text).map_err(|error| unreadable(&error))?;
                bad.iter().for_each(|error| on_warning(&error.to_string()));
                Ok(Answer::Page(page))
            }
            Call::Changes(since) => {
                let query = requests::changes_query(workspace, &since);
                let text = self.get(&[&*api.messages_path, "/changes"].concat(), &query).await?;
                let (changes, bad) = answers::changes(&text).map_err(|error| unreadable(&error))?;
                bad.iter().for_each(|error| on_warning(&error.to_string()));
                Ok(Answer::Changes(changes))
            }
            Call::Post { channel, text, client_id, reply_to, attachments } => {
                let (client_id, reply_to) = (client_id.as_deref(), reply_to.as_deref());
                let body = requests::post(workspace, &channel, &text, client_id, reply_to, &attachments);
                let text = self.post(&api.messages_path, JSON, body).await?;
                answers::posted(&text).map(Answer::Posted).map_err(|error| unreadable(&error))
            }
            Call::Edit { message, text, rev } => {
                let content = Some((JSON, requests::edit(&text, rev)));
                changed(&self.exchange(Method::PATCH, &self.path_of(&message, ""), &[], content).await?)
            }
            Call::Delete(message) => {
                self.exchange(Method::DELETE, &self.path_of(&message, ""), &[], Some((JSON, NOTHING.to_owned())))
                    .await?;
                Ok(Answer::Done)
            }
            Call::React { message, emoji, on } => {
                let emoji = js_sys::encode_uri_component(&emoji);
                let path = self.path_of(&message, &["/reactions/", &String::from(emoji)].concat());
                let method = if on { Method::PUT } else { Method::DELETE };
                changed(&self.exchange(method, &path, &[], Some((JSON, NOTHING.to_owned()))).await?)
            }
            // Made by the driver, which has the file.
            Call::Upload { .. } => Err(Failure::unexpected("")),
            Call::Typing(channel, is_typing) => self.typing(&channel, is_typing).await,
            Call::Read(channel, position) => {
                let path = ["/channels/", &*String::from(js_sys::encode_uri_component(&channel)), "/read"].concat();
                let body = requests::read(workspace, &position);
                self.exchange(Method::PUT, &path, &[], Some((JSON, body))).await?;
                Ok(Answer::Done)
            }
        }
    }

    /// Searches the messages. It is called from a chunk alone, where its code is.
    ///
    /// # Errors
    /// [`Failure`] says what may be done about it.
    pub async fn search(&self, call: SearchCall) -> Result<Found, Failure> {
        let Inner { api, workspace, on_warning, .. } = &*self.0;
        let query = requests::search_query(workspace, &call);
        let text = self.get(&[&*api.messages_path, "/search"].concat(), &query).await?;
        let (found, bad) = answers::found(&text).map_err(|error| unreadable(&error))?;
        bad.iter().for_each(|error| on_warning(&error.to_string()));
        Ok(found)
    }

    /// Asks the backend to let this socket into this channel; its answer as it is.
    ///
    /// # Errors
    /// [`Failure`] says why not.
    pub async fn authorize(&self, socket_id: &str, channel: &str) -> Result<String, Failure> {
        let socket_id = js_sys::encode_uri_component(socket_id);
        let channel = js_sys::encode_uri_component(channel);
        let body = format!("socket_id={socket_id}&channel_name={channel}");
        self.post(&self.0.api.auth_path, FORM, body).await
    }

    /// The path of one message, or of something below it.
    fn path_of(&self, message: &MessageId, rest: &str) -> String {
        let id = String::from(js_sys::encode_uri_component(message));
        [&*self.0.api.messages_path, "/", &id, rest].concat()
    }

    async fn typing(&self, channel: &ChannelId, is_typing: bool) -> Result<Answer, Failure> {
        let body = requests::typing(&self.0.workspace, channel, is_typing);
        self.post(&self.0.api.typing_path, JSON, body).await.map(|_| Answer::Done)
    }

    async fn get(&self, path: &str, query: &[(&'static str, String)]) -> Result<String, Failure> {
        self.exchange(Method::GET, path, query, None).await
    }

    async fn post(&self, path: &str, content_type: &str, body: String) -> Result<String, Failure> {
        self.exchange(Method::POST, path, &[], Some((content_type, body))).await
    }

    /// A call that the backend did not know the visitor of is made once more where there is another token.
    async fn exchange(
        &self,
        method: Method,
        path: &str,
        query: &[(&'static str, String)],
        content: Option<(&str, String)>,
    ) -> Result<String, Failure> {
        let tokens = &self.0.tokens;
        let token = tokens.current();
        let answer = self.send(method.clone(), path, query, content.as_ref(), token.as_deref()).await;
        if answer == Err(Failure::SignedOut) && tokens.renew(token.as_deref()).await {
            let answer = self.send(method, path, query, content.as_ref(), tokens.current().as_deref()).await;
            if answer != Err(Failure::SignedOut) {
                tokens.tell_taken();
            }
            return answer;
        }
        answer
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        query: &[(&'static str, String)],
        content: Option<&(&str, String)>,
        token: Option<&str>,
    ) -> Result<String, Failure> {
        let mut request = self.request(method, path).query(query.iter().map(|(name, value)| (*name, value.as_str())));
        if let Some(token) = token {
            request = request.header("authorization", &["Bearer ", token].concat());
        }
        let has_own_headers = token.is_some() || !self.0.api.headers.is_empty();
        let request = request.redirect(RequestRedirect::Manual);
        let request = match content {
            Some((content_type, body)) => {
                let headers = if self.0.sends_csrf.get() { csrf::headers(&self.0.api.csrf) } else { Vec::new() };
                let request = headers.iter().fold(request, |request, (name, value)| request.header(name, value));
                request.header("content-type", content_type).body(body.clone())
            }
            None => request.build(),
        };
        let request = request.map_err(|_| Failure::NoAnswer)?;
        let url = request.url();
        let early = if content.is_none() { self.0.early.take(&url).await } else { None };
        let reply = match early {
            Some(reply) => reply,
            None => {
                let response = request.send().await.map_err(|_| Failure::NoAnswer)?;
                if response.type_() != ResponseType::Opaqueredirect {
                    read(response).await?
                } else if content.is_some() || has_own_headers {
                    return Err(Failure::redirected());
                } else {
                    self.follow(&url).await?
                }
            }
        };
        understood(reply)
    }

    /// Follows the redirect of a GET that carries nothing of the visitor's but cookies, as far as it stays on the
    /// page's origin. What leads to another origin, or to a page of HTML such as one to sign in at, is none of the
    /// backend's answers.
    async fn follow(&self, url: &str) -> Result<Reply, Failure> {
        let request = self.settled(RequestBuilder::new(url).method(Method::GET)).mode(RequestMode::SameOrigin);
        let response = request.send().await.map_err(|_| Failure::redirected())?;
        if response.headers().get("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            return Err(Failure::redirected());
        }
        read(response).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let api = &self.0.api;
        let request = self.settled(RequestBuilder::new(&format!("{}{path}", api.base_url)).method(method));
        api.headers.iter().fold(request, |request, (name, value)| request.header(name, value))
    }

    /// What every call has.
    fn settled(&self, request: RequestBuilder) -> RequestBuilder {
        let credentials = match self.0.api.credentials {
            Credentials::SameOrigin => RequestCredentials::SameOrigin,
            Credentials::Include => RequestCredentials::Include,
            Credentials::Omit => RequestCredentials::Omit,
        };
        request
            .credentials(credentials)
            .header("accept", "application/json")
            .abort_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)))
    }
}

const JSON: &str = "application/json";
/// The body of calls that say everything by their method and path: some frameworks refuse an empty one.
const NOTHING: &str = "{}";
const FORM: &str = "application/x-www-form-urlencoded";

async fn read(response: Response) -> Result<Reply, Failure> {
    let (status, retry_after) = (response.status(), response.headers().get("retry-after"));
    // The body can be cut off as well as the answer.
    let text = response.text().await.map_err(|_| Failure::NoAnswer)?;
    Ok(Reply { status, retry_after, text })
}

fn understood(Reply { status, retry_after, text }: Reply) -> Result<String, Failure> {
    if (200..300).contains(&status) || status == 409 && answers::is_conflict(&text) {
        return Ok(text);
    }
    let retry_after = retry_after.and_then(|text| text.trim().parse::<u32>().ok());
    let retry_after = retry_after.map(|seconds| i64::from(seconds.min(3600)) * 1000);
    Err(Failure::from_status(status, &answers::error_words(&text), retry_after))
}

fn changed(text: &str) -> Result<Answer, Failure> {
    answers::changed(text).map_err(|error| unreadable(&error))
}

fn unreadable(error: &crate::wire::WireError) -> Failure {
    Failure::unexpected(&error.to_string())
}
