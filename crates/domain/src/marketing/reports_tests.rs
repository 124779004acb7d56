use super::*;
use proptest::prelude::*;

const BOUNCE: &str = "\
Reporting-MTA: dns; mail.example.org
Arrival-Date: Fri, 27 Nov 2026 05:00:00 +0000

Original-Recipient: rfc822;zoe@example.org
Final-Recipient: RFC822; z.oneill@mail.example.org
Action: failed
Status: 5.1.1 (bad destination mailbox address)
Diagnostic-Code: smtp; 550 5.1.1 no such user,
 and a line more: Status: 4.0.0

Final-Recipient: rfc822;<lee@example.org>
Action: Delayed
Status: 4.4.1

Final-Recipient: x400; /C=GB/
Action: failed
Status: 5.1.1
";

#[test]
fn a_delivery_report_is_read_recipient_by_recipient() {
    let reports = delivery_reports(BOUNCE.lines());
    assert_eq!(reports.len(), 2);
    assert_eq!(reports[0].address(), "zoe@example.org");
    assert_eq!(reports[0].final_recipient, "z.oneill@mail.example.org");
    assert_eq!(reports[0].outcome(), Outcome::HardBounce);
    assert_eq!(reports[1].address(), "lee@example.org");
    assert_eq!(reports[1].outcome(), Outcome::Underway);
    // Line ends of the wire change nothing.
    assert_eq!(
        delivery_reports(BOUNCE.replace('\n', "\r\n").split('\n')),
        reports
    );
}

#[test]
fn a_recipient_without_status_or_address_is_passed_over() {
    for lines in [
        "Final-Recipient: rfc822; a@example.org\nAction: failed",
        "Final-Recipient: rfc822; a@example.org\nStatus: 5.1.1",
        "Final-Recipient: rfc822; nobody\nAction: failed\nStatus: 5.1.1",
        "Action: failed\nStatus: 5.1.1",
        "Final-Recipient: rfc822; a@example.org\nAction: eaten\nStatus: 5.1.1",
        "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: gone",
        "no field at all",
        "",
    ] {
        assert_eq!(delivery_reports(lines.lines()), [], "{lines}");
    }
}

#[test]
fn a_complaint_is_read() {
    // The example of RFC 5965, appendix B.2, shortened.
    let report = "Feedback-Type: abuse\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n\
        Original-Mail-From: <somespammer@example.net>\nOriginal-Rcpt-To: <user@example.com>\n\
        Reported-Domain: example.net";
    let read = feedback_report(report.lines()).unwrap();
    assert_eq!(read.recipients, ["user@example.com"]);
    assert_eq!(read.outcome(), Some(Outcome::Complaint));
}

#[test]
fn not_every_feedback_is_a_complaint() {
    let outcome = |kind: &str| {
        feedback_report([format!("Feedback-Type: {kind}").as_str()])
            .unwrap()
            .outcome()
    };
    assert_eq!(outcome("ABUSE"), Some(Outcome::Complaint));
    assert_eq!(outcome("fraud"), Some(Outcome::Complaint));
    for kind in ["virus", "not-spam", "other", "new-kind"] {
        assert_eq!(outcome(kind), None, "{kind}");
    }
    assert_eq!(feedback_report(["Version: 1"]), None);
}

proptest! {
    #[test]
    fn no_report_breaks_the_reader(lines in prop::collection::vec(any::<String>(), 0..12)) {
        let lines = || lines.iter().map(String::as_str);
        prop_assert!(delivery_reports(lines()).iter().all(|r| is_email(r.address())));
        let _ = feedback_report(lines());
    }

    #[test]
    fn fields_may_come_in_any_order_and_case(
        order in Just(vec!["FINAL-recipient: rfc822; a@example.org", "action: FAILED", "Status:5.2.2", "X-More: y"]).prop_shuffle()
    ) {
        let reports = delivery_reports(order);
        prop_assert_eq!(reports.len(), 1);
        prop_assert_eq!(reports[0].outcome(), Outcome::SoftBounce);
    }
}
