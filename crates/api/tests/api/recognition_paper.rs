//! Certificates and portfolios as independent readers of PDF see them (poppler-utils, qpdf).

use std::{io::Cursor, path::Path, process::Command, sync::LazyLock};

use cairn::recognition::certificate::{
    Artwork, Certificate, Comment, Entry, Language, Outcome, Pack, Portfolio, Press, PrintError, SignOff,
    Template, Totals, file_name,
};
use chrono::NaiveDate;

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new(&[]).unwrap());

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 7, 1).unwrap()
}

fn crest() -> Artwork {
    let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><ellipse cx="24" cy="42" rx="20" ry="5" fill="#005b6b"/><ellipse cx="24" cy="32" rx="14" ry="5" fill="#2a7384"/><ellipse cx="24" cy="22" rx="9" ry="4" fill="#5b93a0"/><circle cx="24" cy="13" r="4" fill="#8a5a00"/></svg>"##;
    Artwork {
        media_type: "image/svg+xml".into(),
        bytes: svg.into(),
        description: "Crest of Northfield University: a cairn of four stones".into(),
    }
}

fn template() -> Template {
    Template {
        title: "Certificate of Mentoring".into(),
        wording: "has supported fellow students in {scheme} during {academic_year}\nwith {hours} hours of mentoring, training and reflection.".into(),
        signatory_name: "Professor Helen Carter".into(),
        signatory_role: "Pro Vice-Chancellor for Education".into(),
        crest: Some(crest()),
        ..Template::starter("Northfield University")
    }
}

fn certificate(name: &str) -> Certificate {
    Certificate {
        name: name.into(),
        award: "Peer Mentor Award".into(),
        tier: Some("Gold".into()),
        scheme: "Welcome Mentors".into(),
        academic_year: "2026/27".into(),
        hours: Some("24.5".into()),
        date: day(),
        serial: "CRN-2027-000142".into(),
        verify_url: "https://mentoring.northfield.example/verify/CRN-2027-000142-7f3k".into(),
        language: Language::English,
    }
}

fn tool(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, pdf).unwrap();
    let arguments = arguments
        .iter()
        .map(|a| if *a == "@" { path.as_os_str() } else { a.as_ref() });
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn read(pdf: &[u8]) -> String {
    tool("pdftotext", &["-layout", "@", "-"], pdf)
}

fn pages(pdf: &[u8]) -> usize {
    let info = tool("pdfinfo", &["@"], pdf);
    let line = info.lines().find(|line| line.starts_with("Pages:")).unwrap();
    line.trim_start_matches("Pages:").trim().parse().unwrap()
}

fn keep(name: &str, pdf: &[u8]) {
    if let Ok(folder) = std::env::var("KEEP_PAPER") {
        std::fs::write(Path::new(&folder).join(format!("{name}.pdf")), pdf).unwrap();
    }
}

/// Without spaces and marks of direction, which readers place as they like.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'))
        .collect()
}

#[test]
fn a_certificate_is_one_archival_accessible_page() {
    let pdf = PRESS.print(&template(), &certificate("Amina Khan")).unwrap();
    keep("plain", &pdf);
    let check = tool("qpdf", &["--check", "@"], &pdf);
    assert!(
        check.contains("No syntax or stream encoding errors found"),
        "{check}"
    );
    let info = tool("pdfinfo", &["@"], &pdf);
    for line in [
        "Tagged:          yes",
        "Pages:           1",
        "PDF version:     1.7",
        "Creator:         Cairn",
    ] {
        assert!(info.contains(line), "{line}\n{info}");
    }
    assert!(info.contains("Certificate of Mentoring – Amina Khan"), "{info}");
    let xmp = tool("pdfinfo", &["-meta", "@"], &pdf);
    for mark in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(xmp.contains(mark), "{mark}\n{xmp}");
    }
    let tags = tool("pdfinfo", &["-struct-text", "@"], &pdf);
    assert!(tags.contains("Certificate of Mentoring"), "{tags}");
}

#[test]
fn pictures_speak_and_the_title_is_the_heading() {
    let pdf = PRESS.print(&template(), &certificate("Amina Khan")).unwrap();
    let tags = tool("pdfinfo", &["-struct-text", "@"], &pdf);
    let heading = tags.split("H1").nth(1).unwrap();
    assert!(
        heading
            .trim_start_matches(['"', ' '])
            .contains("Certificate of Mentoring"),
        "{tags}"
    );
    assert_eq!(tags.matches("Figure").count(), 2, "{tags}");
    let plain = tool("qpdf", &["--qdf", "--object-streams=disable", "@", "-"], &pdf);
    for alt in [
        "Crest of Northfield University: a cairn of four stones",
        "QR code: check this certificate at https://mentoring.northfield.example/verify/CRN-2027-000142-7f3k",
    ] {
        assert!(plain.contains(&format!("/Alt ({alt})")), "{alt}");
    }
    assert!(plain.contains("/Lang (en)"));
}

#[test]
fn names_of_many_scripts_are_set_and_can_be_read_back() {
    let names = [
        ("welsh", "Llŷr ap Gruffydd-Ŵyn Ffŷon"),
        ("arabic", "محمد عبد الرحمن الخوارزمي"),
        ("hebrew", "דוד בן־גוריון"),
        ("hindi", "प्रियंका शर्मा"),
        ("chinese", "李小龍"),
        ("korean", "김민준"),
        ("thai", "สมชาย ใจดี"),
        ("vietnamese", "Nguyễn Thị Phương Thảo"),
        ("greek", "Αλέξανδρος Παπαδόπουλος"),
        ("ukrainian", "Олександр Ґалаґан"),
        ("tamil", "மீனாட்சி சுந்தரம்"),
        ("igbo", "Chịmamanda Ọ̀gụ́"),
        ("mixed", "李 Mei Ling محمد"),
    ];
    for (script, name) in names {
        let pdf = PRESS
            .print(&template(), &certificate(name))
            .unwrap_or_else(|e| panic!("{script}: {e:?}"));
        keep(script, &pdf);
        assert_eq!(pages(&pdf), 1, "{script}");
        let title = tool("pdfinfo", &["@"], &pdf);
        assert!(title.contains(name), "{script}: {title}");
        let read = bare(&read(&pdf));
        let letters: Vec<char> = bare(name).chars().collect();
        let found = letters.iter().filter(|c| read.contains(**c)).count();
        assert!(
            found * 10 >= letters.len() * 9,
            "{script}: {found} of {} in {read}",
            letters.len()
        );
    }
}

#[test]
fn markup_is_printed_as_it_was_typed() {
    let name = r##"#eval("1") $x$ *b* _i_ \n <l> @r `c` = ~ -- "q" 'a' // /* */ #{panic()}"##;
    let mut template = template();
    template.wording =
        r##"#include "/etc/passwd" #sys.version <a> in {scheme} *bold* -- https://example.org/#x // end"##
            .into();
    let pdf = PRESS.print(&template, &certificate(name)).unwrap();
    keep("markup", &pdf);
    let read = bare(&read(&pdf));
    assert!(read.contains(&bare(name)), "{read}");
    assert!(
        read.contains(&bare(&template.wording.replace("{scheme}", "Welcome Mentors"))),
        "{read}"
    );
}

#[test]
fn a_long_name_and_a_long_wording_still_fit() {
    let name = "Wolfeschlegelsteinhausenbergerdorff ".repeat(6);
    let long = [&name[..200], &"W".repeat(200), &"李".repeat(200)].map(str::to_owned);
    let mut template = template();
    template.wording = "Words that say what was done in {scheme} and {academic_year}. ".repeat(10);
    for (number, name) in long.into_iter().enumerate() {
        let pdf = PRESS.print(&template, &certificate(&name)).unwrap();
        keep(&format!("long-{number}"), &pdf);
        assert_eq!(pages(&pdf), 1);
        assert!(bare(&read(&pdf)).contains(&bare(&name)), "{}", read(&pdf));
    }
}

#[test]
fn what_fits_in_no_size_is_refused() {
    let mut template = template();
    template.wording = format!("{}\n", "word ".repeat(30)).repeat(8);
    template.wording.truncate(1200);
    let name = "Wolfeschlegelsteinhausen ".repeat(60);
    assert_eq!(
        PRESS.print(&template, &certificate(&name)),
        Err(PrintError::TooLong)
    );
}

#[test]
fn what_no_font_has_is_refused_by_name() {
    let refused = |name: &str| PRESS.print(&template(), &certificate(name)).unwrap_err();
    assert_eq!(refused("Ada 🎓 Lovelace 🎓"), PrintError::Characters(vec!['🎓']));
    assert_eq!(
        refused("Ada\u{202e}ecalevoL"),
        PrintError::Characters(vec!['\u{202e}'])
    );
    let error = refused("\u{13a0}a \u{10ffff}").to_string();
    assert!(error.contains("U+10FFFF"), "{error}");
}

#[test]
fn a_template_with_gaps_is_refused_with_every_gap() {
    let mut template = template();
    template.title = " ".into();
    template.signatory_name.clear();
    template.wording = "for {reason}".into();
    template.colour = "teal".into();
    template.accent = "#f0b840".into();
    template.crest = Some(Artwork {
        media_type: "image/png".into(),
        bytes: b"GIF89a".into(),
        description: " ".into(),
    });
    let faults = template.check().unwrap_err();
    let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
    assert_eq!(
        fields,
        [
            "title",
            "wording",
            "signatory_name",
            "colour",
            "accent",
            "crest",
            "crest.description"
        ]
    );
    assert!(
        faults[1]
            .message
            .starts_with("{reason} is not a placeholder. You can use {name}")
    );
    assert_eq!(
        PRESS.print(&template, &certificate("Amina Khan")),
        Err(PrintError::Template(faults))
    );
}

#[test]
fn a_certificate_without_what_the_wording_names_is_refused() {
    let mut given = certificate("Amina Khan");
    given.hours = None;
    assert_eq!(
        PRESS.print(&template(), &given),
        Err(PrintError::Missing("number of hours"))
    );
    given = certificate(" ");
    assert_eq!(PRESS.print(&template(), &given), Err(PrintError::Missing("name")));
    given = certificate("Amina Khan");
    given.verify_url = "javascript:alert(1)".into();
    assert_eq!(PRESS.print(&template(), &given), Err(PrintError::Address));
}

#[test]
fn a_crest_of_pixels_and_a_signature_are_drawn() {
    let json = serde_json::json!({
        "media_type": "image/png",
        "bytes": "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAEElEQVR4nGNgiM7+D8YwBgA5rAcV7h205wAAAABJRU5ErkJggg==",
        "description": "A teal square",
    });
    let mut template = template();
    template.crest = Some(serde_json::from_value(json).unwrap());
    template.signature = Some(Artwork {
        description: "Signature of Helen Carter".into(),
        ..crest()
    });
    let pdf = PRESS.print(&template, &certificate("Amina Khan")).unwrap();
    keep("pictures", &pdf);
    let plain = tool("qpdf", &["--qdf", "--object-streams=disable", "@", "-"], &pdf);
    for alt in ["/Alt (A teal square)", "/Alt (Signature of Helen Carter)"] {
        assert!(plain.contains(alt), "{alt}");
    }
}

#[test]
fn a_broken_picture_is_named() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0".to_vec();
    png.extend([0; 40]);
    let mut template = template();
    template.crest = Some(Artwork {
        media_type: "image/png".into(),
        bytes: png,
        description: "Crest".into(),
    });
    assert_eq!(template.check(), Ok(()));
    assert_eq!(
        PRESS.print(&template, &certificate("Amina Khan")),
        Err(PrintError::Artwork("crest"))
    );
}

#[test]
fn a_picture_reads_no_other_file() {
    let mut template = template();
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><image width="9" height="9" xlink:href="/etc/passwd"/><image width="9" height="9" href="code.svg"/></svg>"#;
    template.crest = Some(Artwork {
        media_type: "image/svg+xml".into(),
        bytes: svg.into(),
        description: "Crest".into(),
    });
    let printed = PRESS.print(&template, &certificate("Amina Khan"));
    assert!(
        matches!(printed, Ok(_) | Err(PrintError::Artwork("crest"))),
        "{printed:?}"
    );
    let bomb = r#"<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>"#;
    template.crest = Some(Artwork {
        media_type: "image/svg+xml".into(),
        bytes: bomb.into(),
        description: "Crest".into(),
    });
    assert_eq!(template.check().unwrap_err()[0].field, "crest");
}

#[test]
fn the_same_certificate_is_the_same_file() {
    let print = |name| PRESS.print(&template(), &certificate(name)).unwrap();
    let first = print("محمد Amina Khan");
    print("Somebody Else");
    assert!(first == print("محمد Amina Khan"));
    assert!(
        first
            == Press::new(&[])
                .unwrap()
                .print(&template(), &certificate("محمد Amina Khan"))
                .unwrap()
    );
}

#[test]
fn many_certificates_make_one_zip() {
    let mut pack = Pack::new(Vec::new());
    let pdf = PRESS
        .print(&template(), &certificate("Zoë Ó Súilleabháin"))
        .unwrap();
    let name = file_name(&certificate("Zoë Ó Súilleabháin"));
    assert_eq!(name, "zoe-o-suilleabhain-crn-2027-000142.pdf");
    assert_eq!(
        file_name(&certificate("李小龍")),
        "certificate-crn-2027-000142.pdf"
    );
    assert_eq!(
        file_name(&certificate("../../etc/passwd")),
        "etc-passwd-crn-2027-000142.pdf"
    );
    pack.add(&name, day(), &pdf).unwrap();
    pack.add(&name, day(), &pdf).unwrap();
    let bytes = pack.finish().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<_> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert_eq!(
        names,
        [name.clone(), "zoe-o-suilleabhain-crn-2027-000142-2.pdf".into()]
    );
    let mut unpacked = Vec::new();
    std::io::copy(&mut archive.by_name(&name).unwrap(), &mut unpacked).unwrap();
    assert!(unpacked == pdf);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("certificates.zip");
    std::fs::write(&path, &bytes).unwrap();
    let test = Command::new("python3")
        .args(["-m", "zipfile", "-t"])
        .arg(&path)
        .output()
        .unwrap();
    assert!(
        String::from_utf8_lossy(&test.stdout).contains("Done testing"),
        "{test:?}"
    );
}

fn portfolio(entries: usize) -> Portfolio {
    let entry = |number: usize| Entry {
        date: day() - chrono::Days::new(number as u64 * 3),
        kind: ["Session", "Training", "Reflection"][number % 3].into(),
        text: [
            "Met my group in the library, talked about the first assignment and how to ask a tutor for help.",
            "Listening and asking questions: module finished with 9 of 10.",
            "Wrote about a talk that went badly and what I would do another time: #1, *not* $2.",
        ][number % 3]
            .into(),
        hours: [1.5, 0.75, 2.0][number % 3],
    };
    let outcomes = vec![
        Outcome {
            code: "LO1".into(),
            text: "Communicates clearly and listens with care".into(),
            hours: (0..entries).map(entry).map(|e| e.hours).sum(),
            entries: (0..entries).map(entry).collect(),
            comments: vec![Comment {
                by: "Helen Carter".into(),
                date: day(),
                text: "Amina has grown into somebody people trust.\n\nShe asks before she advises.".into(),
            }],
            signed_off: Some(SignOff {
                by: "Helen Carter".into(),
                date: day(),
            }),
        },
        Outcome {
            code: "LO2".into(),
            text: "Plans and reflects on own work".into(),
            hours: 0.0,
            entries: vec![],
            comments: vec![],
            signed_off: None,
        },
    ];
    Portfolio {
        name: "Amina Khan محمد".into(),
        scheme: "Welcome Mentors".into(),
        programme: "BSc Computer Science".into(),
        academic_year: "2026/27".into(),
        totals: Totals::of(&outcomes),
        outcomes,
        date: day(),
        language: Language::English,
    }
}

#[test]
fn a_portfolio_is_tagged_with_headings_and_tables() {
    let portfolio = portfolio(60);
    let pdf = PRESS.portfolio(&portfolio).unwrap();
    keep("portfolio", &pdf);
    assert!(tool("qpdf", &["--check", "@"], &pdf).contains("No syntax or stream encoding errors"));
    assert!(pages(&pdf) > 2);
    let tags = tool("pdfinfo", &["-struct", "@"], &pdf);
    for tag in ["H1", "H2", "H3", "Table", "THead", "TH", "TBody", "TD", "TFoot"] {
        assert!(
            tags.lines().any(|line| line.trim_start().starts_with(tag)),
            "{tag}\n{tags}"
        );
    }
    let xmp = tool("pdfinfo", &["-meta", "@"], &pdf);
    assert!(xmp.contains("<pdfaid:part>2</pdfaid:part>") && xmp.contains("<pdfuaid:part>1</pdfuaid:part>"));
    let read = read(&pdf);
    for text in [
        "Page 2 of",
        "Communicates clearly",
        "Not yet",
        "1 of 2",
        "#1, *not* $2.",
        "Signed off by Helen Carter",
    ] {
        assert!(read.contains(text), "{text}\n{read}");
    }
    assert!(pdf == PRESS.portfolio(&portfolio).unwrap());
}

#[test]
fn a_portfolio_reads_back_from_json() {
    let portfolio = portfolio(3);
    let json = serde_json::to_string(&portfolio).unwrap();
    assert_eq!(serde_json::from_str::<Portfolio>(&json).unwrap(), portfolio);
    let empty = Portfolio {
        outcomes: vec![],
        totals: Totals::default(),
        ..portfolio
    };
    assert_eq!(pages(&PRESS.portfolio(&empty).unwrap()), 1);
}

#[test]
fn a_template_reads_back_from_json() {
    let json = serde_json::to_string(&template()).unwrap();
    assert!(json.contains("PHN2ZyB4bWxucz0i"));
    assert_eq!(serde_json::from_str::<Template>(&json).unwrap(), template());
}

#[test]
fn a_picture_of_copies_of_copies_is_refused_before_it_is_drawn() {
    // Each level holds the one below ten times: a million circles from a file of two kilobytes.
    let mut svg =
        String::from(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle id="l0" r="1"/>"#);
    for level in 1..7 {
        let copy = format!(r##"<use href="#l{}"/>"##, level - 1);
        svg += &format!(r#"<g id="l{level}">{}</g>"#, copy.repeat(10));
    }
    svg += "</svg>";
    let mut template = template();
    template.crest = Some(Artwork {
        media_type: "image/svg+xml".into(),
        bytes: svg.into(),
        description: "Crest".into(),
    });
    let faults = template.check().unwrap_err();
    assert_eq!(faults[0].field, "crest");
    assert!(
        faults[0].message.contains("plain shapes"),
        "{}",
        faults[0].message
    );
}
