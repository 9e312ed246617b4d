//! Uploads a file, with XMLHttpRequest because `fetch` does not report progress.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use gloo_timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

use super::early::Reply;
use super::{Client, csrf, understood, unreadable};
use crate::model::failure::Failure;
use crate::wire::answers;
use crate::wire::config::Credentials;

/// An upload that makes no progress for this long, in milliseconds, is abandoned.
const STALLED_MS: u32 = 60_000;

impl Client {
    /// Uploads a form with a file, and returns its id. `on_call` gets the call, to abort it; `on_progress` gets the
    /// number of bytes sent.
    ///
    /// # Errors
    /// [`Failure`] says what can be done about it.
    pub async fn upload(
        &self,
        form: &FormData,
        on_call: impl Fn(&XmlHttpRequest) + 'static,
        on_progress: impl Fn(u64) + 'static,
    ) -> Result<Arc<str>, Failure> {
        let tokens = &self.0.tokens;
        let token = tokens.current();
        let on_progress: Rc<dyn Fn(u64)> = Rc::new(on_progress);
        let mut answer = self.send_form(form, token.as_deref(), &on_call, on_progress.clone()).await;
        if answer == Err(Failure::SignedOut) && tokens.renew(token.as_deref()).await {
            answer = self.send_form(form, tokens.current().as_deref(), &on_call, on_progress).await;
            if answer != Err(Failure::SignedOut) {
                tokens.tell_taken();
            }
        }
        answers::uploaded(&answer?).map_err(|error| unreadable(&error))
    }

    async fn send_form(
        &self,
        form: &FormData,
        token: Option<&str>,
        on_call: &impl Fn(&XmlHttpRequest),
        on_progress: Rc<dyn Fn(u64)>,
    ) -> Result<String, Failure> {
        let call = self.open_call(token).ok_or(Failure::NoAnswer)?;
        on_call(&call);
        let stalled = Rc::new(RefCell::new(None));
        let watch = {
            let (stalled, call) = (stalled.clone(), call.clone());
            move || {
                let call = call.clone();
                let timeout = Timeout::new(STALLED_MS, move || {
                    // It then ends like a call without an answer.
                    let _ = call.abort();
                });
                *stalled.borrow_mut() = Some(timeout);
            }
        };
        watch();
        let progressed = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            watch();
            on_progress(event.loaded() as u64);
        });
        if let Ok(upload) = call.upload() {
            upload.set_onprogress(Some(progressed.as_ref().unchecked_ref()));
        }
        let ended = Promise::new(&mut |resolve, _| call.set_onloadend(Some(&resolve)));
        call.send_with_opt_form_data(Some(form)).map_err(|_| Failure::NoAnswer)?;
        // It never fails: a failed upload has the status 0.
        let _ = JsFuture::from(ended).await;
        stalled.take();
        let status = call.status().unwrap_or(0);
        if status == 0 {
            return Err(Failure::NoAnswer);
        }
        let retry_after = call.get_response_header("retry-after").ok().flatten();
        understood(Reply { status, retry_after, text: call.response_text().ok().flatten().unwrap_or_default() })
    }

    fn open_call(&self, token: Option<&str>) -> Option<XmlHttpRequest> {
        let api = &self.0.api;
        let call = XmlHttpRequest::new().ok()?;
        call.open("POST", &[&*api.base_url, &api.attachments_path].concat()).ok()?;
        call.set_with_credentials(api.credentials == Credentials::Include);
        let set = |name: &str, value: &str| call.set_request_header(name, value).ok();
        set("accept", "application/json")?;
        for (name, value) in &api.headers {
            set(name, value)?;
        }
        if let Some(token) = token {
            set("authorization", &["Bearer ", token].concat())?;
        }
        if self.0.sends_csrf.get() {
            for (name, value) in csrf::headers(&api.csrf) {
                set(&name, &value)?;
            }
        }
        Some(call)
    }
}
