//! Where each badge document lives. Addresses stand in signed credentials: once used they never change.

use uuid::Uuid;

/// Makes the public addresses of badge documents below the installation's public URL.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Places {
    base: String,
}

impl Places {
    /// `public_url` is the installation's address as others see it, such as `https://mentoring.example.ac.uk`.
    pub fn new(public_url: &str) -> Self {
        Self {
            base: format!("{}/api/v1/badges", public_url.trim_end_matches('/')),
        }
    }

    /// The issuer's profile and controller document.
    pub fn issuer(&self) -> String {
        format!("{}/issuer", self.base)
    }

    /// One key, by its key id.
    pub fn key(&self, kid: &str) -> String {
        format!("{}/keys/{kid}", self.base)
    }

    /// A signed credential, by the award that somebody was given.
    pub fn credential(&self, award: Uuid) -> String {
        format!("{}/{award}", self.base)
    }

    /// What an award means, by the rule it was given under.
    pub fn achievement(&self, rule: Uuid) -> String {
        format!("{}/achievements/{rule}", self.base)
    }

    /// The picture of an award, SVG.
    pub fn image(&self, rule: Uuid) -> String {
        format!("{}/image.svg", self.achievement(rule))
    }

    /// A signed status list, by its number from nought.
    pub fn status(&self, number: u32) -> String {
        format!("{}/status/{number}", self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_as_they_are() {
        let places = Places::new("https://cairn.example/mentors/");
        let base = "https://cairn.example/mentors/api/v1/badges";
        let nil = "00000000-0000-0000-0000-000000000000";
        assert_eq!(places.issuer(), format!("{base}/issuer"));
        assert_eq!(
            places.key("37a1517f16713d9d"),
            format!("{base}/keys/37a1517f16713d9d")
        );
        assert_eq!(places.credential(Uuid::nil()), format!("{base}/{nil}"));
        assert_eq!(
            places.achievement(Uuid::nil()),
            format!("{base}/achievements/{nil}")
        );
        assert_eq!(
            places.image(Uuid::nil()),
            format!("{base}/achievements/{nil}/image.svg")
        );
        assert_eq!(places.status(2), format!("{base}/status/2"));
    }
}
