//! Which chat of an origin something in the browser's storage belongs to.
//!
//! Several chats may share an origin: `/` and `/team-b/`, or a page and an embedded chat. Two of them are the same chat
//! only if they use the same backend and the same workspace of it, so everything that is stored is named after both.

use super::text::replaced;

/// A workspace of a backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    api: String,
    workspace: String,
}

impl Deployment {
    /// The workspace of the backend at this absolute address. A slash at the end makes no difference.
    #[must_use]
    pub fn new(api: &str, workspace: &str) -> Self {
        Self { api: api.trim_end_matches('/').to_owned(), workspace: workspace.to_owned() }
    }

    /// The workspace's id, by which releases before deployments named what they stored.
    #[must_use]
    pub fn workspace(&self) -> &str {
        &self.workspace
    }

    /// What the names of everything stored begin with, after the kind of thing. It contains exactly one space, which no
    /// address contains, so no two deployments have the same name, and none is the beginning of another's followed by a
    /// space.
    #[must_use]
    pub fn name(&self) -> String {
        [&self.api, " ", &escaped(&self.workspace)].concat()
    }

    /// Returns `true` if what an earlier release stored for this workspace can only be this deployment's.
    ///
    /// Earlier releases named it after the workspace alone. `seen` are the deployments whose settings they kept, one
    /// for each page of the origin that was visited. With none, or with another backend among those of this workspace,
    /// it is not known whose it is.
    #[must_use]
    pub fn owns_old(&self, seen: &[Self]) -> bool {
        let mut same = seen.iter().filter(|other| other.workspace == self.workspace).peekable();
        same.peek().is_some() && same.all(|other| other == self)
    }
}

/// A part of a name that other parts follow after a space.
#[must_use]
pub fn escaped(part: &str) -> String {
    replaced(&replaced(part, "%", "%25"), " ", "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_at_the_end_of_the_address_makes_no_difference() {
        let name = "https://chat.example/api team";
        assert_eq!(Deployment::new("https://chat.example/api/", "team").name(), name);
        assert_eq!(Deployment::new("https://chat.example/api", "team").name(), name);
    }

    #[test]
    fn no_two_deployments_share_a_name() {
        let all = [("https://a.example/api", "x y"), ("https://a.example/api", "x%20y"), ("https://a.example", "x y")];
        for (at, (api, workspace)) in all.iter().enumerate() {
            let name = Deployment::new(api, workspace).name();
            assert_eq!(name.matches(' ').count(), 1, "{name}");
            assert!(all[at + 1..].iter().all(|(api, workspace)| Deployment::new(api, workspace).name() != name));
        }
    }

    #[test]
    fn what_is_old_is_known_to_be_ours_only_if_no_other_backend_may_have_written_it() {
        let (ours, other) = (Deployment::new("https://a/api", "team"), Deployment::new("https://a/team-b/api", "team"));
        let elsewhere = Deployment::new("https://b/api", "another");
        assert!(ours.owns_old(&[ours.clone(), elsewhere.clone(), ours.clone()]));
        assert!(!ours.owns_old(&[ours.clone(), other.clone()]));
        assert!(!ours.owns_old(&[other]));
        assert!(!ours.owns_old(&[elsewhere]), "an embedded chat leaves no settings behind");
        assert!(!ours.owns_old(&[]));
    }
}
