//! A badge as a picture, and the credential inside it ("baking", Open Badges 3.0, section "SVG").
//!
//! The picture is drawn in the product's own colours with no font or file from elsewhere, so that it looks the same
//! wherever it is shown.

use super::Achievement;
use serde_json::Value;

const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";
/// Letters that fit a line of the name, and the most lines.
const LINE: usize = 20;
const LINES: usize = 3;
/// Letters that fit the tier's mark.
const TIER: usize = 14;

/// The picture of an award: a cairn of stones, its name and its tier. 512 by 512.
pub fn badge_image(rule: &Achievement, issuer: &str) -> String {
    let tier = rule.tier.as_deref().unwrap_or_default();
    let title = [rule.name.as_str(), tier, issuer]
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| escape(part))
        .collect::<Vec<_>>()
        .join(", ");
    let lines = wrapped(&rule.name);
    let first = 334 - 18 * (lines.len().saturating_sub(1));
    let name: String = lines
        .iter()
        .enumerate()
        .map(|(i, line)| {
            format!(
                r#"<text x="256" y="{}" font-size="34" font-weight="700">{}</text>"#,
                first + 38 * i,
                escape(line)
            )
        })
        .collect();
    let tier = if tier.is_empty() {
        String::new()
    } else {
        tier_mark(tier)
    };
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" role="img" aria-labelledby="title">
<title id="title">{title}</title>
<circle cx="256" cy="256" r="250" fill="#005b6d"/>
<circle cx="256" cy="256" r="226" fill="#fefcf9"/>
<g fill="#2c3742"><ellipse cx="256" cy="232" rx="92" ry="28"/><ellipse cx="248" cy="182" rx="68" ry="24" fill="#005b6d"/><ellipse cx="260" cy="140" rx="46" ry="19" fill="#a7593d"/><ellipse cx="255" cy="108" rx="26" ry="14" fill="#ebb34b"/></g>
<g fill="#1d252d" text-anchor="middle" font-family="'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', system-ui, sans-serif">{name}{tier}</g>
</svg>
"##
    )
}

fn tier_mark(tier: &str) -> String {
    let tier = escape(&shortened(tier, TIER));
    format!(
        r##"<rect x="166" y="408" width="180" height="40" rx="20" fill="#ebb34b"/><text x="256" y="436" font-size="24">{tier}</text>"##
    )
}

/// Puts a signed credential into a picture of [`badge_image`], so that the picture is the badge.
pub fn bake(image: &str, signed: &Value) -> String {
    // `]]>` would end the section; in JSON it can only stand in a string, where `>` may be written by number.
    let text = signed.to_string().replace("]]>", "]]\\u003e");
    let Some((before, rest)) = image.split_once("<svg ") else {
        return image.to_owned();
    };
    let Some((attributes, inside)) = rest.split_once('>') else {
        return image.to_owned();
    };
    format!(
        "{before}<svg xmlns:openbadges=\"{NAMESPACE}\" {attributes}>\n<openbadges:credential><![CDATA[{text}]]></openbadges:credential>{inside}"
    )
}

/// A name over a few lines, by words; what doesn't fit ends in `…`.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).join(" ");
        lines.push(rest);
    }
    lines.iter().map(|line| shortened(line, LINE)).collect()
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        text.to_owned()
    } else {
        text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
    }
}

/// Text for XML; characters that XML doesn't know are left out.
fn escape(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn award(name: &str) -> Achievement {
        Achievement {
            id: uuid::Uuid::nil(),
            name: name.into(),
            description: String::new(),
            criteria: String::new(),
            tier: Some("Gold".into()),
            image: None,
        }
    }

    #[test]
    fn a_picture_says_in_words_what_it_shows() {
        let svg = badge_image(&award("Peer <mentor> & guide"), "Northfield");
        assert!(
            svg.contains("<title id=\"title\">Peer &lt;mentor&gt; &amp; guide, Gold, Northfield</title>"),
            "{svg}"
        );
        assert!(!svg.contains("<mentor>"));
    }

    #[test]
    fn a_baked_picture_gives_the_credential_back() {
        let signed = json!({"name": "ends a section ]]> here", "criteria": "a & b < c"});
        let baked = bake(&badge_image(&award("Peer mentor"), "Northfield"), &signed);
        let (_, rest) = baked.split_once("<![CDATA[").unwrap();
        let (text, _) = rest.split_once("]]>").unwrap();
        assert_eq!(serde_json::from_str::<Value>(text).unwrap(), signed);
        assert_eq!(baked.matches("<openbadges:credential>").count(), 1);
    }

    #[test]
    fn a_long_name_keeps_to_its_lines() {
        let lines = wrapped("Mentoring first years across the whole of the Faculty of Engineering");
        assert_eq!(lines.len(), LINES);
        assert!(lines.iter().all(|l| l.chars().count() <= LINE), "{lines:?}");
        assert!(lines[LINES - 1].ends_with('…'));
    }
}
