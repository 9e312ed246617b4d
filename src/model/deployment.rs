//! The deployment that data in the browser's storage belongs to.
//!
//! Several chats may share an origin: `/` and `/team-b/`, or a page and an embedded chat. Two of them are the same
//! chat only if they use the same backend and the same workspace, so all stored data is named after both.

use super::text::replaced;

/// A workspace of a backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    api: String,
    workspace: String,
}

impl Deployment {
    /// Creates the deployment of a workspace and the backend at this absolute address. A trailing slash makes no
    /// difference.
    #[must_use]
    pub fn new(api: &str, workspace: &str) -> Self {
        Self { api: api.trim_end_matches('/').to_owned(), workspace: workspace.to_owned() }
    }

    /// The workspace's id, by which releases before deployments named their data.
    #[must_use]
    pub fn workspace(&self) -> &str {
        &self.workspace
    }

    /// The prefix of all stored names, after the kind of thing. It contains exactly one space, which no address
    /// contains, so no two deployments have the same name, and none is a prefix of another's followed by a space.
    #[must_use]
    pub fn name(&self) -> String {
        [&self.api, " ", &escaped(&self.workspace)].concat()
    }

    /// Returns `true` if data that an earlier release stored for this workspace can only belong to this deployment.
    ///
    /// Earlier releases named it after the workspace alone. `seen` are the deployments whose settings they stored,
    /// one for each visited page of the origin. With none, or with another backend among those of this workspace, the
    /// owner is not known.
    #[must_use]
    pub fn owns_old(&self, seen: &[Self]) -> bool {
        let mut same = seen.iter().filter(|other| other.workspace == self.workspace).peekable();
        same.peek().is_some() && same.all(|other| other == self)
    }
}

/// Escapes a part of a name that is followed by a space and other parts.
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
