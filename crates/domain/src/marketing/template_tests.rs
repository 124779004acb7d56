use super::*;
use proptest::prelude::*;

fn values(known: &[(Placeholder, &str)]) -> Values {
    known.iter().map(|(p, v)| (*p, (*v).to_owned())).collect()
}

fn faults(text: &str) -> Vec<String> {
    Template::parse(text).unwrap_err()
}

#[test]
fn values_stand_where_their_placeholders_stood() {
    let template = Template::parse("Hello {{first_name}}, welcome to {{scheme}}: {{first_name}}!").unwrap();
    assert_eq!(
        template.placeholders(),
        [Placeholder::FirstName, Placeholder::Scheme]
    );
    let told = template.render(
        &values(&[(Placeholder::FirstName, "Zoë"), (Placeholder::Scheme, "Cairn")]),
        Target::Plain,
    );
    assert_eq!(told.unwrap(), "Hello Zoë, welcome to Cairn: Zoë!");
}

#[test]
fn an_unknown_placeholder_is_refused_with_what_there_is() {
    let said = faults("Hi {{firstname}}, {{ first_name }}");
    assert_eq!(said.len(), 2);
    assert!(said[0].starts_with("Nothing stands for {{firstname}}. You can use {{first_name}}, {{scheme}},"));
    assert_eq!(said[1], "Write {{first_name}} without spaces in the braces.");
}

#[test]
fn braces_without_a_partner_are_refused() {
    for text in [
        "Hi {{first_name",
        "Hi first_name}}",
        "Hi {{{first_name}}}",
        "{{",
        "}}",
        "{{}}",
    ] {
        assert!(Template::parse(text).is_err(), "{text}");
    }
    for text in ["", "One { brace } alone", "{first_name}"] {
        assert_eq!(Template::parse(text).unwrap().placeholders(), []);
    }
}

#[test]
fn who_has_no_name_here_is_still_greeted_and_a_missing_link_stops_the_message() {
    let template = Template::parse("Hello {{first_name}}: {{link}} until {{deadline}} {{link}}").unwrap();
    assert_eq!(
        template.render(&Values::new(), Target::Plain),
        Err(vec![Placeholder::Link, Placeholder::Deadline])
    );
    let known = values(&[
        (Placeholder::FirstName, " \u{200B} "),
        (Placeholder::Link, "https://x.example.ac.uk/go/k3p9"),
        (Placeholder::Deadline, "1 May"),
    ]);
    assert!(
        template
            .render(&known, Target::Plain)
            .unwrap()
            .starts_with("Hello there: https://")
    );
}

#[test]
fn a_value_is_made_safe_for_where_it_goes() {
    let template = Template::parse("Hello {{first_name}}").unwrap();
    let told = |name, target| {
        template
            .render(&values(&[(Placeholder::FirstName, name)]), target)
            .unwrap()
    };
    assert_eq!(
        told("<b onclick='x'>&\"", Target::Html),
        "Hello &lt;b onclick=&#39;x&#39;&gt;&amp;&quot;"
    );
    assert_eq!(
        told("[win](https://evil.example)", Target::Markdown),
        r"Hello \[win\]\(https\:\/\/evil\.example\)"
    );
    assert_eq!(
        told("Ann\r\nBcc: x@y.example", Target::Line),
        "Hello Ann Bcc: x@y.example"
    );
    assert_eq!(told("Ann\n\n# Big", Target::Markdown), r"Hello Ann \# Big");
}

#[test]
fn a_subject_is_one_line() {
    assert!(Template::parse_subject("Your place in {{scheme}}").is_ok());
    for subject in [
        "Hi\r\nBcc: everyone@example.org",
        "Hi\nthere",
        "Hi\rthere",
        "Hi\0",
        "Hi\u{2028}there",
        "Hi\u{2029}there",
        "Hi\u{85}there",
        "Hi\u{202E}there",
        "Hi\tthere",
        "",
        "   ",
        "Hi {{nobody}}",
    ] {
        assert!(Template::parse_subject(subject).is_err(), "{subject:?}");
    }
    assert!(Template::parse_subject(&"x".repeat(SUBJECT_CHARS)).is_ok());
    assert!(Template::parse_subject(&"x".repeat(SUBJECT_CHARS + 1)).is_err());
}

#[test]
fn marketing_says_how_to_stop_it_and_a_letter_about_the_place_need_not() {
    let address = "https://x.example.ac.uk/stop/1";
    for kind in [MessageKind::Marketing, MessageKind::KeepWarm] {
        assert!(way_out(kind, "Cairn", address).unwrap().ends_with(address));
    }
    assert_eq!(way_out(MessageKind::Service, "Cairn", address), None);
}

proptest! {
    #[test]
    fn a_value_is_never_read_again(name in any::<String>(), other in prop::sample::select(Placeholder::ALL)) {
        let sly = format!("{name}{}", other.written());
        let template = Template::parse("{{first_name}}{{scheme}}").unwrap();
        let known = values(&[(Placeholder::FirstName, &sly), (Placeholder::Scheme, "S")]);
        let told = template.render(&known, Target::Plain).unwrap();
        prop_assert_eq!(told, format!("{}S", one_line(&sly)));
    }

    #[test]
    fn no_value_breaks_out_of_html_or_of_a_line(name in any::<String>()) {
        let template = Template::parse("{{first_name}}").unwrap();
        let known = values(&[(Placeholder::FirstName, &name)]);
        let html = template.render(&known, Target::Html).unwrap();
        prop_assert!(!html.contains(['<', '>', '"', '\'']));
        let line = template.render(&known, Target::Line).unwrap();
        prop_assert!(is_header_line(&line));
    }

    #[test]
    fn reading_never_fails_in_another_way_than_with_sentences(text in "[{}a-z_ \n]{0,40}") {
        match Template::parse(&text) {
            Ok(template) => prop_assert!(template.placeholders().is_empty() || text.contains("{{")),
            Err(faults) => prop_assert!(faults.iter().all(|f| f.ends_with('.'))),
        }
    }
}
