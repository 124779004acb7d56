use super::*;
use proptest::prelude::*;

const LINK: &str = "https://mentoring.example.ac.uk/go/k3p9m2xa";

#[test]
fn a_text_that_fits_stays_as_it_is() {
    for network in Network::ALL {
        assert_eq!(network.fitted(" Become a mentor! ", LINK), "Become a mentor!");
        let post = network.post("Become a mentor!", LINK);
        assert_eq!(post, format!("Become a mentor!\n{LINK}"));
    }
    assert_eq!(Network::X.post("", LINK), LINK);
}

#[test]
fn a_long_text_is_cut_after_a_whole_word() {
    let long = "word ".repeat(200);
    let cut = Network::X.fitted(&long, LINK);
    assert!(cut.ends_with("word…"), "{cut}");
    // 280, less 23 for the link and 1 for the space, less 2 for the ellipsis.
    assert!((250..=256).contains(&Network::X.limits().measure(&cut)), "{cut}");
    let one = Network::Bluesky.fitted(&"x".repeat(1_000), LINK);
    assert_eq!(one.chars().count(), 300 - LINK.len() - 1);
    assert_eq!(Network::Bluesky.fitted("long text", &"x".repeat(400)), "");
}

#[test]
fn x_counts_as_it_says() {
    let x = Network::X.limits();
    assert_eq!(x.measure("Café Привет"), 11);
    assert_eq!(x.measure("你好"), 4);
    assert_eq!(x.measure("😀"), 2);
    assert_eq!(Network::Bluesky.limits().measure("😀"), 1);
    assert_eq!(Network::LinkedIn.limits().measure("😀"), 2);
}

#[test]
fn each_network_opens_its_own_window() {
    let text = "Join us & meet 100% of \"them\" #now";
    let url = |network: Network| network.share_url(text, LINK);
    assert_eq!(
        url(Network::Facebook).unwrap(),
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fmentoring.example.ac.uk%2Fgo%2Fk3p9m2xa"
    );
    assert_eq!(
        url(Network::X).unwrap(),
        "https://x.com/intent/tweet?text=Join%20us%20%26%20meet%20100%25%20of%20%22them%22%20%23now\
         &url=https%3A%2F%2Fmentoring.example.ac.uk%2Fgo%2Fk3p9m2xa"
    );
    assert!(
        url(Network::Bluesky)
            .unwrap()
            .ends_with("%23now%0Ahttps%3A%2F%2Fmentoring.example.ac.uk%2Fgo%2Fk3p9m2xa")
    );
    assert_eq!(url(Network::Instagram), None);
    assert_eq!(url(Network::TikTok), None);
}

#[test]
fn a_code_is_short_and_can_be_read_from_paper() {
    assert_eq!(code(7), code(7));
    assert_ne!(code(7), code(8));
    let made = code(2026);
    assert_eq!(
        read_code(&format!(" {} ", made.to_uppercase())),
        Some(made.clone())
    );
    for wrong in [
        "",
        "k3p9",
        "k3p9m2x0",
        "k3p9m2xal",
        "k3p9m2x/",
        "../../..",
        "k3p9m2xé",
    ] {
        assert_eq!(read_code(wrong), None, "{wrong}");
    }
    assert_eq!(
        short_link("https://mentoring.example.ac.uk/", "k3p9m2xa"),
        "https://mentoring.example.ac.uk/go/k3p9m2xa"
    );
}

proptest! {
    #[test]
    fn a_post_always_fits(text in "\\PC{0,600}", network in prop::sample::select(Network::ALL)) {
        let limits = network.limits();
        let fitted = network.fitted(&text, LINK);
        let link = if matches!(network, Network::X | Network::Mastodon) { 23 } else { limits.measure(LINK) };
        prop_assert!(limits.measure(&fitted) + 1 + link <= limits.text);
        let whole = text.trim();
        prop_assert!(fitted == whole || whole.starts_with(fitted.trim_end_matches('…')));
    }

    #[test]
    fn words_are_never_parted(words in prop::collection::vec("[a-zé]{1,12}", 1..120), network in prop::sample::select(Network::ALL)) {
        let text = words.join(" ");
        let fitted = network.fitted(&text, LINK);
        let kept: Vec<_> = fitted.trim_end_matches('…').split(' ').collect();
        prop_assert!(kept.iter().zip(&words).all(|(a, b)| a == b), "{fitted}");
    }

    #[test]
    fn an_encoded_text_has_nothing_that_ends_a_value(text in any::<String>()) {
        let encoded = encoded(&text);
        prop_assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
        let mut decoded = vec![];
        let mut bytes = encoded.bytes();
        while let Some(b) = bytes.next() {
            let byte = if b == b'%' {
                let hex = [bytes.next().unwrap(), bytes.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap()
            } else {
                b
            };
            decoded.push(byte);
        }
        prop_assert_eq!(String::from_utf8(decoded).unwrap(), text);
    }

    #[test]
    fn every_code_can_be_read_back(seed in any::<u64>()) {
        prop_assert_eq!(read_code(&code(seed)), Some(code(seed)));
    }
}
