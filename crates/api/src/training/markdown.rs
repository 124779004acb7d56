//! Markdown of lessons, posts and codes of conduct as HTML that is safe to show.
//!
//! Raw HTML is never taken over. Links lead only where the institution allows; a link that stands alone, to a host whose pages
//! may be shown inside a lesson, becomes a frame. What is left goes through a sanitiser all the same.

use ammonia::Builder;
use cairn_domain::training::{EmergencyRoute, TrainingInstitution, host_is_allowed};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use std::collections::HashSet;
use std::sync::LazyLock;

const EMERGENCY: &str = "{{emergency_routes}}";
const SUPERVISOR: &str = "{{supervisor}}";

/// The host of a link that a page may hold: `https`, and no name or password in it.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = host
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    (plain && host.contains('.')).then_some(host)
}

fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

/// What of a text can't be shown, in words for its author.
pub fn faults(markdown: &str, house: &TrainingInstitution) -> Vec<String> {
    let mut faults = Vec::new();
    for event in parser(markdown) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                faults.push("HTML can't be used here. Write Markdown instead.".to_owned());
            }
            Event::Start(Tag::Image { .. }) => {
                faults.push("Pictures can't be shown here. Describe it in words, or link to it.".to_owned());
            }
            Event::Start(Tag::Link { dest_url, .. }) if !may_link(&dest_url, house) => faults.push(format!(
                "Links to {dest_url} are not allowed. Use https and one of the hosts that your institution allows, or ask an admin \
                 to add it."
            )),
            _ => {}
        }
    }
    faults.extend(placeholder_faults(markdown));
    faults.sort();
    faults.dedup();
    faults
}

/// Placeholders that nothing fills in, and the list of routes where it would stand in the middle of a sentence.
fn placeholder_faults(markdown: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for line in markdown.lines() {
        let mut rest = line;
        while let Some(at) = rest.find("{{") {
            let from = &rest[at..];
            let end = from.find("}}").map_or(from.len(), |end| end + 2);
            match &from[..end] {
                SUPERVISOR => {}
                EMERGENCY if line.trim() == EMERGENCY => {}
                EMERGENCY => faults.push(format!("Put {EMERGENCY} in a paragraph of its own.")),
                other => faults.push(format!(
                    "Nothing stands for {other}. Use {SUPERVISOR} or {EMERGENCY}, or write the words."
                )),
            }
            rest = &from[end..];
        }
    }
    faults
}

fn may_link(url: &str, house: &TrainingInstitution) -> bool {
    host(url).is_some_and(|h| host_is_allowed(h, &house.link_hosts) || host_is_allowed(h, &house.embed_hosts))
}

/// A text as HTML.
pub fn render(markdown: &str, house: &TrainingInstitution) -> String {
    let text = markdown.replace(SUPERVISOR, &escape_markdown(&house.supervisor_word));
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut links = Vec::new();
    for event in parser(&text) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {}
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { ref dest_url, .. }) => {
                let allowed = may_link(dest_url, house);
                links.push(allowed);
                if allowed {
                    events.push(event);
                }
            }
            Event::End(TagEnd::Link) => {
                if links.pop() == Some(true) {
                    events.push(event);
                }
            }
            event => events.push(event),
        }
    }
    let events = with_embeds(with_routes(events, house), house);
    let mut raw = String::new();
    html::push_html(&mut raw, events.into_iter());
    CLEANER.clean(&raw).to_string()
}

/// A paragraph that holds nothing but the placeholder becomes the list of emergency routes.
fn with_routes<'a>(events: Vec<Event<'a>>, house: &TrainingInstitution) -> Vec<Event<'a>> {
    let mut out: Vec<Event<'a>> = Vec::with_capacity(events.len());
    let mut rest = events.into_iter().peekable();
    while let Some(event) = rest.next() {
        out.push(event);
        let alone = matches!(out.last(), Some(Event::Start(Tag::Paragraph)))
            && matches!(rest.peek(), Some(Event::Text(t)) if t.trim_start().starts_with("{{"));
        if !alone {
            continue;
        }
        let mut inside = Vec::new();
        while let Some(next) = rest.next_if(|e| !matches!(e, Event::End(TagEnd::Paragraph))) {
            inside.push(next);
        }
        let words: String = inside
            .iter()
            .filter_map(|e| match e {
                Event::Text(t) => Some(t.as_ref()),
                _ => None,
            })
            .collect();
        if words.trim() == EMERGENCY {
            out.pop();
            rest.next();
            out.push(Event::Html(CowStr::from(routes(&house.emergency_routes))));
        } else {
            out.append(&mut inside);
        }
    }
    out
}

fn routes(routes: &[EmergencyRoute]) -> String {
    let items: String = routes
        .iter()
        .map(|r| {
            format!(
                "<li><strong>{}</strong>: {}<br>{}</li>",
                ammonia::clean_text(&r.name),
                ammonia::clean_text(&r.reach),
                ammonia::clean_text(&r.when)
            )
        })
        .collect();
    format!("<ul class=\"emergency-routes\">{items}</ul>\n")
}

/// A paragraph that holds nothing but one link to a host that may be embedded becomes a frame.
fn with_embeds<'a>(events: Vec<Event<'a>>, house: &TrainingInstitution) -> Vec<Event<'a>> {
    let mut out = Vec::with_capacity(events.len());
    let mut at = 0;
    while at < events.len() {
        let frame = match (&events[at], events.get(at + 1)) {
            (Event::Start(Tag::Paragraph), Some(Event::Start(Tag::Link { dest_url, .. })))
                if host(dest_url).is_some_and(|h| host_is_allowed(h, &house.embed_hosts)) =>
            {
                closes_after_link(&events, at + 2).map(|(end, title)| (end, embed(dest_url, &title)))
            }
            _ => None,
        };
        match frame {
            Some((end, html)) => {
                out.push(Event::Html(CowStr::from(html)));
                at = end + 1;
            }
            None => {
                out.push(events[at].clone());
                at += 1;
            }
        }
    }
    out
}

/// Where the paragraph ends, and the link's text, when nothing follows the link.
fn closes_after_link(events: &[Event<'_>], from: usize) -> Option<(usize, String)> {
    let mut title = String::new();
    for (n, event) in events.iter().enumerate().skip(from) {
        match event {
            Event::Text(t) => title.push_str(t),
            Event::End(TagEnd::Link) => {
                let ends = matches!(events.get(n + 1), Some(Event::End(TagEnd::Paragraph)));
                return ends.then_some((n + 1, title));
            }
            _ => {}
        }
    }
    None
}

fn embed(url: &str, title: &str) -> String {
    format!(
        "<p><iframe src=\"{}\" title=\"{}\" loading=\"lazy\" referrerpolicy=\"no-referrer\" \
         sandbox=\"allow-scripts allow-same-origin allow-presentation\"></iframe></p>\n",
        ammonia::clean_text(url),
        ammonia::clean_text(title)
    )
}

/// Keeps a setting's word from being read as Markdown.
fn escape_markdown(word: &str) -> String {
    word.chars()
        .flat_map(|c| {
            let escape = c.is_ascii_punctuation().then_some('\\');
            escape.into_iter().chain([c])
        })
        .collect()
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .tags(HashSet::from([
            "a",
            "blockquote",
            "br",
            "code",
            "del",
            "em",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "iframe",
            "li",
            "ol",
            "p",
            "pre",
            "strong",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ]))
        .url_schemes(HashSet::from(["https"]))
        .add_tag_attributes("iframe", ["src", "title", "loading", "referrerpolicy", "sandbox"])
        .add_allowed_classes("ul", ["emergency-routes"])
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank");
    cleaner
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn house() -> TrainingInstitution {
        TrainingInstitution::default()
    }

    #[test]
    fn text_becomes_html_with_the_institutions_own_words() {
        let html = render(
            "## Signs\n\nAsk your {{supervisor}}.\n\n{{emergency_routes}}\n",
            &house(),
        );
        assert!(
            html.contains("<h2>Signs</h2>") && html.contains("Ask your supervisor."),
            "{html}"
        );
        assert!(
            html.contains("<strong>Emergency services</strong>: Call 999"),
            "{html}"
        );
        assert!(!html.contains("{{"), "{html}");
    }

    #[test]
    fn scripts_and_their_disguises_come_to_nothing() {
        for bad in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](  JaVaScRiPt:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "<iframe src=\"https://evil.example\"></iframe>",
            "[x](https://evil.example \"onmouseover=alert(1)\")",
            "<svg onload=alert(1)>",
            "<a href=\"https://www.nhs.uk\" onclick=\"alert(1)\">x</a>",
            "![x](https://evil.example/track.png)",
            "[x](https://www.nhs.uk@evil.example/)",
            "[https://www.youtube-nocookie.com.evil.example/x](https://www.youtube-nocookie.com.evil.example/x)",
        ] {
            let html = render(bad, &house());
            let lower = html.to_lowercase();
            for word in [
                "<script",
                "onerror",
                "onload",
                "onclick",
                "javascript:",
                "data:",
                "<img",
                "<svg",
                "href=\"https://evil",
                "src=\"https://evil",
                "@evil",
                "<iframe",
            ] {
                assert!(!lower.contains(word), "{bad} became {html}");
            }
            assert!(
                !faults(bad, &house()).is_empty(),
                "{bad} is not said to be a fault"
            );
        }
    }

    #[test]
    fn a_link_alone_to_an_allowed_host_becomes_a_frame_and_others_stay_links() {
        let film = "[How to listen](https://www.youtube-nocookie.com/embed/abc?rel=0&a=1)";
        let html = render(film, &house());
        assert!(
            html.contains("<iframe src=\"https://www.youtube-nocookie.com/embed/abc?rel=0&amp;a=1\""),
            "{html}"
        );
        assert!(
            html.contains("title=\"How to listen\"") && html.contains("sandbox="),
            "{html}"
        );
        let inline = render(&format!("Watch {film} today."), &house());
        assert!(
            !inline.contains("<iframe") && inline.contains("<a href="),
            "{inline}"
        );
        let page = render("[The NHS](https://www.nhs.uk/mental-health/)", &house());
        assert!(
            page.contains("rel=\"noopener noreferrer nofollow\"") && page.contains("target=\"_blank\""),
            "{page}"
        );
        assert!(faults(film, &house()).is_empty());
    }

    #[test]
    fn a_word_from_a_setting_is_never_read_as_markdown() {
        let mut house = house();
        house.supervisor_word = "*boss* <b>[x](https://www.nhs.uk)".into();
        house.emergency_routes[0].name = "<script>".into();
        let html = render("{{supervisor}}\n\n{{emergency_routes}}", &house);
        assert!(
            !html.contains("<em>") && !html.contains("<a ") && !html.contains("<script>"),
            "{html}"
        );
    }

    proptest! {
        #[test]
        fn whatever_is_written_nothing_runs(text in "[<>()\\[\\]\"'=a-z:/! \n#*{}&;]{0,200}") {
            let html = render(&text, &house()).to_lowercase();
            prop_assert!(!html.contains("<script") && !html.contains("javascript:") && !html.contains("<img"), "{html}");
        }
    }

    #[test]
    fn a_placeholder_that_nothing_fills_in_is_a_fault() {
        let of = |text: &str| faults(text, &house());
        assert!(of("Ask your {{supervisor}}.\n\n{{emergency_routes}}\n").is_empty());
        assert_eq!(
            of("Call {{emergency_routes}} first."),
            ["Put {{emergency_routes}} in a paragraph of its own."]
        );
        for wrong in ["Ask {{tutor}}.", "Ask {{supervisor", "{{ supervisor }}"] {
            assert!(of(wrong)[0].starts_with("Nothing stands for {{"), "{wrong}");
        }
    }
}
