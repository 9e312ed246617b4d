//! Why something is as it is, as it stands in a sentence, after a colon.

use super::Strings;
use crate::model::reason::Reason;
use crate::model::text::MESSAGE_LIMIT;

impl Strings {
    /// A reason as it stands in a sentence, without a full stop.
    #[must_use]
    pub fn reason(self, why: &Reason) -> String {
        let with_status = |words: &str, status: u16| [words, " (HTTP ", &status.to_string(), ")"].concat();
        let words = match why {
            Reason::NoAnswer => self.no_answer(),
            Reason::SignedOut => self.are_signed_out(),
            Reason::TooMany => self.too_many(),
            Reason::Redirected => self.redirected(),
            Reason::Unexpected(details) if !details.is_empty() => {
                return [self.unexpected_answer(), " (", details, ")"].concat();
            }
            Reason::Unexpected(_) => self.unexpected_answer(),
            Reason::Failed(status) => return with_status(self.server_failed(), *status),
            Reason::Refused(status) => return with_status(self.server_refused(), *status),
            Reason::NoOlder => self.no_older(),
            Reason::PageClosed => self.page_closed(),
            Reason::UnknownChat => self.unknown_chat(),
            Reason::Unsubscribed => self.subscription_unanswered(),
            Reason::NoFiles => self.no_files(),
            Reason::NoBytes => self.no_bytes(),
            Reason::TooLong(length) => {
                let number = |number| self.formats().number(number);
                return self.text_too_long(&number(*length), &number(MESSAGE_LIMIT));
            }
            Reason::Words(words) => words.trim_end_matches(['.', '。', '।']),
            Reason::Unsaid => self.no_reason(),
        };
        words.to_owned()
    }
}
