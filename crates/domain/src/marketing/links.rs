//! Where a tracked link may lead. Anything else would make the university's own address lead people to a stranger's page (an open
//! redirect, CWE-601).
//!
//! The check is stricter than any browser: it takes only addresses that every reader of addresses understands alike, so there is no
//! spelling that we read one way and a browser another. What it lets through is returned in the one form that may be stored and sent.

use crate::training::host_is_allowed;

/// Longest address that is kept.
pub const ADDRESS_CHARS: usize = 2_000;

/// The way under which tracked links live on the scheme's own site.
pub const GO: &str = "/go/";

/// A place that a tracked link may lead to, in the form to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A page of this site, as a path that begins with one slash: it stays right when the public address changes.
    Here(String),
    /// A page elsewhere, with `https` and its host in small letters.
    Elsewhere(String),
}

/// Why a link may not lead there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRefusal {
    Empty,
    TooLong,
    /// Spaces, control characters, backslashes, or letters that have to be encoded.
    Characters,
    /// Not `https`.
    Scheme,
    /// A user name or a password in front of the host.
    UserInfo,
    /// A host that can't be read, or another port.
    Host,
    /// Not this site and not on the list.
    NotListed,
    /// Two slashes, or dots that climb.
    Path,
    /// A tracked link behind a tracked link.
    Tracked,
}

impl LinkRefusal {
    /// What to do about it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Empty => "Enter the address that the link leads to.",
            Self::TooLong => "This address is too long. Use one with at most 2,000 characters.",
            Self::Characters => {
                "This address has characters that don't belong there. Copy it from the address bar of your browser."
            }
            Self::Scheme => {
                "Use an address that begins with https://, or a page of this site that begins with /."
            }
            Self::UserInfo => {
                "An address with a user name in it can't be used. Take out the part before the @."
            }
            Self::Host => {
                "The name of the site in this address can't be read. Use one like www.example.ac.uk, without a port."
            }
            Self::NotListed => {
                "Links may only lead to sites on the scheme's list. Ask an admin to add this one."
            }
            Self::Path => {
                "The part after the name of the site can't be used. Copy the address from your browser."
            }
            Self::Tracked => {
                "This is a tracked link already. Enter the address that it should lead to in the end."
            }
        }
    }
}

/// Checks where a link may lead: this site, or over `https` a host on the list. `own_host` is the host of the public address, `hosts`
/// may have entries like `*.example.ac.uk`. Where the public address is no `https`, as in development, a page of this site is a path.
///
/// # Errors
/// Why not.
pub fn destination(address: &str, own_host: &str, hosts: &[String]) -> Result<Destination, LinkRefusal> {
    if address.is_empty() {
        return Err(LinkRefusal::Empty);
    }
    if address.len() > ADDRESS_CHARS {
        return Err(LinkRefusal::TooLong);
    }
    // Only what RFC 3986 allows: no white space, no control character, no backslash, nothing beyond ASCII.
    if !address.bytes().all(is_address_byte) || !escapes_are_whole(address) {
        return Err(LinkRefusal::Characters);
    }
    if address.starts_with('/') {
        check_path(address)?;
        return Ok(Destination::Here(address.to_owned()));
    }
    let (scheme, rest) = address.split_once("://").ok_or(LinkRefusal::Scheme)?;
    if !scheme.eq_ignore_ascii_case("https") {
        return Err(LinkRefusal::Scheme);
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    if authority.contains('@') {
        return Err(LinkRefusal::UserInfo);
    }
    let host = authority
        .strip_suffix(":443")
        .unwrap_or(authority)
        .to_ascii_lowercase();
    if !is_host(&host) {
        return Err(LinkRefusal::Host);
    }
    let own = host.eq_ignore_ascii_case(own_host);
    let listed: Vec<String> = hosts.iter().map(|h| h.trim().to_ascii_lowercase()).collect();
    if !own && !host_is_allowed(&host, &listed) {
        return Err(LinkRefusal::NotListed);
    }
    let slash = if tail.starts_with('/') { "" } else { "/" };
    let page = format!("{slash}{tail}");
    // Other sites may have addresses within addresses; on ours, two slashes mean nothing good.
    if own {
        check_path(&page)?;
        return Ok(Destination::Here(page));
    }
    Ok(Destination::Elsewhere(format!("https://{host}{page}")))
}

const fn is_address_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric()
        || matches!(
            b,
            b'-' | b'.'
                | b'_'
                | b'~'
                | b':'
                | b'/'
                | b'?'
                | b'#'
                | b'['
                | b']'
                | b'@'
                | b'!'
                | b'$'
                | b'&'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
                | b'%'
        )
}

/// Whether each per cent sign begins an encoded byte, and none of these is a control character.
fn escapes_are_whole(address: &str) -> bool {
    address.split('%').skip(1).all(|after| {
        let byte = after
            .get(..2)
            .filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        let byte = byte.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        byte.is_some_and(|b| !b.is_ascii_control())
    })
}

/// The strict form of a host name (RFC 1123), and no number alone in the last place, which would be an IP address.
fn is_host(host: &str) -> bool {
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    host.len() <= 253
        && host.contains('.')
        && host.split('.').all(label)
        && host
            .rsplit('.')
            .next()
            .is_some_and(|last| last.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// A path as a server reads it: each escape once, in small letters.
fn decoded(path: &str) -> String {
    let mut parts = path.split('%');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (hex, rest) = part.split_at_checked(2).unwrap_or_default();
        plain.extend(u8::from_str_radix(hex, 16).ok().map(char::from));
        plain.push_str(rest);
    }
    plain.to_ascii_lowercase()
}

/// A path on this site that can't be taken for a host and does not climb.
fn check_path(address: &str) -> Result<(), LinkRefusal> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let plain = decoded(path).replace('\\', "/");
    if plain.contains("//") || plain.split('/').any(|part| part == "." || part == "..") {
        return Err(LinkRefusal::Path);
    }
    if plain.starts_with(GO) {
        return Err(LinkRefusal::Tracked);
    }
    Ok(())
}

#[cfg(test)]
#[path = "links_tests.rs"]
mod tests;
