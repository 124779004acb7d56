use super::*;
use proptest::prelude::*;

const OWN: &str = "mentoring.example.ac.uk";

fn hosts() -> Vec<String> {
    [
        "www.example.ac.uk",
        "*.union.example",
        "xn--bcher-kva.example",
        " Library.Example ",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn to(address: &str) -> Result<Destination, LinkRefusal> {
    destination(address, OWN, &hosts())
}

#[test]
fn this_site_and_listed_sites_are_allowed_in_one_form() {
    for (address, path) in [
        ("https://mentoring.example.ac.uk", "/"),
        (
            "HTTPS://Mentoring.Example.AC.uk:443/Calls?a=1#top",
            "/Calls?a=1#top",
        ),
        ("https://mentoring.example.ac.uk?q=1", "/?q=1"),
    ] {
        assert_eq!(to(address), Ok(Destination::Here(path.to_owned())), "{address}");
    }
    for (address, kept) in [
        (
            "HTTPS://WWW.Example.AC.uk/Calls?a=1#top",
            "https://www.example.ac.uk/Calls?a=1#top",
        ),
        (
            "https://www.example.ac.uk:443/news?x=//y",
            "https://www.example.ac.uk/news?x=//y",
        ),
        ("https://www.example.ac.uk?q=1", "https://www.example.ac.uk/?q=1"),
        (
            "https://sport.union.example/a%20b",
            "https://sport.union.example/a%20b",
        ),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://XN--BCHER-KVA.example/", "https://xn--bcher-kva.example/"),
        ("https://library.example/", "https://library.example/"),
        (
            "https://www.example.ac.uk/web/https://other.example/",
            "https://www.example.ac.uk/web/https://other.example/",
        ),
    ] {
        assert_eq!(
            to(address),
            Ok(Destination::Elsewhere(kept.to_owned())),
            "{address}"
        );
    }
    for path in ["/", "/calls/mentor-2026", "/calls?next=//x#y", "/a%20b"] {
        assert_eq!(to(path), Ok(Destination::Here(path.to_owned())));
    }
}

#[test]
fn known_tricks_of_open_redirects_are_refused() {
    let tricks = [
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "//evil.example/%2f..",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/%09/evil.example",
        "/%0d/evil.example",
        "/%5cevil.example",
        "/%2f%2fevil.example",
        "/%2Fevil.example",
        "/.//evil.example",
        "/..//evil.example",
        "/%2e%2e//evil.example",
        "/../../evil",
        "/\u{2044}evil.example",
        "/\u{ff0f}evil.example",
        "//mentoring.example.ac.uk@evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "https:\\\\evil.example",
        "https://\\evil.example",
        "https://evil.example",
        "https://evil.example/mentoring.example.ac.uk",
        "https://evil.example?mentoring.example.ac.uk",
        "https://evil.example#mentoring.example.ac.uk",
        "https://evil.example\\mentoring.example.ac.uk",
        "https://evil.example\\@mentoring.example.ac.uk",
        "https://mentoring.example.ac.uk@evil.example",
        "https://mentoring.example.ac.uk:x@evil.example",
        "https://mentoring.example.ac.uk%40evil.example",
        "https://mentoring.example.ac.uk%2eevil.example",
        "https://evil.example%23.mentoring.example.ac.uk",
        "https://evil.example%00.mentoring.example.ac.uk",
        "https://mentoring.example.ac.uk.evil.example",
        "https://evilmentoring.example.ac.uk",
        "https://evilunion.example",
        "https://union.example",
        "https://mentoring.example.ac.uk.",
        "https://.mentoring.example.ac.uk",
        "https://mentoring..example.ac.uk",
        "https://mentoring.example.ac.uk:8443/",
        "https://mentoring.example.ac.uk:/",
        "https://mentoring.example.ac.uk//evil.example",
        "https://mentoring.example.ac.uk/.//evil.example",
        "http://mentoring.example.ac.uk/",
        "http://www.example.ac.uk/",
        "http://localhost/",
        "https://localhost/",
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://[::1]/",
        "https://[mentoring.example.ac.uk]/",
        "javascript:alert(1)",
        "javascript://mentoring.example.ac.uk/%0aalert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://mentoring.example.ac.uk/",
        "https://mentoring.example.ac.uk/\r\nLocation: https://evil.example",
        "https://mentoring.example.ac.uk/%0d%0aLocation:x",
        "https://mentoring.example.ac.uk/%00",
        "https://mentoring.example.ac.uk/%",
        "https://mentoring.example.ac.uk/%zz",
        " https://mentoring.example.ac.uk/",
        "https://mentoring.example.ac.uk/ x",
        "\u{0}https://mentoring.example.ac.uk/",
        "https://m\u{435}ntoring.example.ac.uk/",
        "https://b\u{fc}cher.example/",
        "https://mentoring.example\u{3002}ac.uk/",
        "https://evil.example\u{ff03}.mentoring.example.ac.uk/",
        "https://mentoring.example.ac.uk\u{2028}/",
        "https://xn--mntoring-2fg.example.ac.uk/",
        "mentoring.example.ac.uk",
        "?next=//evil.example",
        "#//evil.example",
        ".evil.example",
        "@evil.example",
        "",
    ];
    assert!(tricks.len() >= 30);
    for trick in tricks {
        assert!(to(trick).is_err(), "{trick:?}: {:?}", to(trick));
    }
}

#[test]
fn a_refusal_says_what_is_wrong() {
    assert_eq!(to(""), Err(LinkRefusal::Empty));
    assert_eq!(to("http://www.example.ac.uk/"), Err(LinkRefusal::Scheme));
    assert_eq!(to("https://x@www.example.ac.uk/"), Err(LinkRefusal::UserInfo));
    assert_eq!(to("https://www.example.org/"), Err(LinkRefusal::NotListed));
    assert_eq!(to("//www.example.ac.uk/"), Err(LinkRefusal::Path));
    assert_eq!(to("/go/k3p9"), Err(LinkRefusal::Tracked));
    assert_eq!(to("/%67O/k3p9"), Err(LinkRefusal::Tracked));
    assert_eq!(
        to("https://mentoring.example.ac.uk/go/k3p9"),
        Err(LinkRefusal::Tracked)
    );
    let long = format!("/{}", "x".repeat(ADDRESS_CHARS));
    assert_eq!(to(&long), Err(LinkRefusal::TooLong));
}

/// The host a browser would go to: what stands between two slashes (or backslashes) after the scheme and the next one, after any `@`.
fn host_of(address: &str) -> String {
    let rest = address.split_once("://").unwrap().1;
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap();
    authority.rsplit('@').next().unwrap().to_ascii_lowercase()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_is_let_through_stays_here_or_on_the_list(
        address in "(https?:|/|//|\\\\|)(//|/|\\\\)?(mentoring\\.example\\.ac\\.uk|www\\.example\\.ac\\.uk|evil\\.example|)([@:./\\\\%#?]|%2f|%00|\t)?(evil\\.example|www\\.example\\.ac\\.uk|)[/a?#.]{0,4}"
    ) {
        match to(&address) {
            Ok(Destination::Here(path)) => prop_assert!(path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')),
            Ok(Destination::Elsewhere(kept)) => {
                prop_assert!(kept.starts_with("https://"));
                prop_assert!(host_of(&kept) == "www.example.ac.uk", "{kept}");
            }
            Err(_) => {}
        }
    }

    #[test]
    fn anything_at_all_is_refused_or_safe(address in any::<String>()) {
        match to(&address) {
            Ok(Destination::Here(path)) => prop_assert!(path.starts_with('/') && !path.starts_with("//")),
            Ok(Destination::Elsewhere(_)) => prop_assert!(address.to_ascii_lowercase().starts_with("https://")),
            Err(refusal) => prop_assert!(refusal.sentence().ends_with('.')),
        }
    }

    #[test]
    fn the_form_that_is_kept_is_let_through_again(path in "(/[a-z0-9%]{0,8}){0,3}(\\?[a-z=/]{0,8})?") {
        if let Ok(Destination::Elsewhere(kept)) = to(&format!("https://WWW.example.ac.uk{path}")) {
            prop_assert_eq!(to(&kept), Ok(Destination::Elsewhere(kept)));
        }
    }
}
