use super::*;
use encoding_rs::{GB18030, WINDOWS_1252};
use proptest::prelude::*;

/// Every row's line and cells, or the fault.
fn rows(bytes: &[u8]) -> Vec<(u64, Result<Vec<String>, String>)> {
    let file = CohortFile::open(bytes).unwrap();
    let mut out = Vec::new();
    file.each_row(|row| {
        let cells = (0..file.headings().len())
            .map(|at| row.cell(at).to_owned())
            .collect();
        out.push((row.line, row.fault.clone().map_or(Ok(cells), Err)));
        ControlFlow::Continue(())
    })
    .unwrap();
    out
}

fn why(bytes: &[u8]) -> String {
    match CohortFile::open(bytes).and_then(|f| f.format()) {
        Ok(format) => panic!("was read as {format:?}"),
        Err(why) => why.0,
    }
}

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

#[test]
fn a_sheet_gives_dates_in_iso_and_numbers_without_point_zero() {
    let bytes = workbook(|sheet| {
        let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
        sheet.write(0, 0, "Level 4 students").unwrap();
        for (at, heading) in ["Student ID", "Forename", "DOB", "Level"].iter().enumerate() {
            sheet.write(2, at as u16, *heading).unwrap();
        }
        sheet.write(3, 0, 1_234_567).unwrap();
        sheet.write(3, 1, "Zoë").unwrap();
        sheet
            .write_with_format(3, 2, &chrono::NaiveDate::from_ymd_opt(2008, 3, 9).unwrap(), &date)
            .unwrap();
        sheet.write(4, 0, 7.5).unwrap();
        sheet
            .write_formula(4, 3, rust_xlsxwriter::Formula::new("=2+2").set_result("4"))
            .unwrap();
    });
    let cells = |c: &[&str]| Ok(c.iter().map(|c| (*c).to_owned()).collect());
    assert_eq!(
        rows(&bytes),
        [
            (4, cells(&["1234567", "Zoë", "2008-03-09", ""])),
            (5, cells(&["7.5", "", "", "4"]))
        ]
    );
}

#[test]
fn the_sheet_with_students_is_found_behind_a_cover() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "Read me first").unwrap();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Student ID").unwrap();
    sheet.write(0, 1, "Surname").unwrap();
    sheet.write(1, 0, "0012").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(rows(&bytes)[0].1.as_ref().unwrap()[0], "0012");
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let text = "Student ID,Note,Name\r\n1,\"two\r\nlines\",A\r\n\r\n2,x,B\r\n";
    let lines: Vec<u64> = rows(text.as_bytes()).iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 5]);
    let lines: Vec<u64> = rows(text.replace("\r\n", "\r").as_bytes())
        .iter()
        .map(|(line, _)| *line)
        .collect();
    assert_eq!(lines, [2, 5]);
}

#[test]
fn short_rows_lack_cells_and_long_rows_are_told() {
    let got = rows(b"Student ID,Name,Level\n1,A\n2,B,4,,\n3,Okafor, Zoe,4\n");
    assert_eq!(got[0].1.as_ref().unwrap(), &["1", "A", ""]);
    assert!(got[1].1.is_ok());
    assert!(
        got[2]
            .1
            .as_ref()
            .unwrap_err()
            .contains("4 cells, and there are 3 headings")
    );
}

#[test]
fn a_quotation_mark_that_never_closes_is_told_on_its_line() {
    let got = rows(b"Student ID,Name,Level\n1,A,4\n2,\"B,4\n3,C,4\n4,D,4\n");
    assert!(got[0].1.is_ok());
    assert_eq!(got[1].0, 3);
    assert!(got[1].1.as_ref().unwrap_err().contains("quotation mark"));
}

#[test]
fn what_is_no_table_is_refused_in_a_sentence() {
    assert!(why(b"").contains("empty"));
    assert!(why(b"\n\n ,, \n").contains("empty"));
    assert!(why(b"%PDF-1.7").contains("document"));
    assert!(why(&[0xd0, 0xcf, 0x11, 0xe0, 0, 0]).contains(".xls"));
    assert!(why(b"<html><table>").contains("web page"));
    assert!(why(b"PK\x03\x04 and no more").contains("damaged"));
    assert!(why(&[0, 1, 2, 3, 250, 0, 7, 9]).contains("table"));
}

#[test]
fn limits_are_kept_in_sentences() {
    let wide = vec!["Student ID"; 201].join(",");
    assert!(why(wide.as_bytes()).contains("200 columns"));
    let long = format!("Student ID,Name\n1,{}\n", "x".repeat(10_001));
    assert!(why(long.as_bytes()).contains("Line 2"));
    let many = "Student ID\n".to_owned() + &"1\n".repeat(200_001);
    assert!(why(many.as_bytes()).contains("200,000 rows"));
    let huge = format!("Student ID,Name\n1,\"{}\n", "y,z\n".repeat(2_500_000));
    assert!(why(huge.as_bytes()).contains("quotation mark"));
}

#[test]
fn headings_alone_are_a_file_without_people() {
    let file = CohortFile::open(b"Student ID,Name\n").unwrap();
    assert_eq!(file.format().unwrap().rows, 0);
    assert!(file.first_rows(5).unwrap().is_empty());
}

/// Cells that CSV can carry and every encoding of the test can spell; no leading or trailing blank lines to lose.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 ,;|\"'.\t-]{0,12}",
        "[a-z]{1,4}\n[a-z]{1,4}",
        "(Zoë|José|Siân)"
    ]
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(file) = CohortFile::open(&bytes) {
            let _ = file.format();
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(Student ID|Name|[a-z\",;\r\n\t|=\u{0}é张]){0,80}") {
        if let Ok(file) = CohortFile::open(text.as_bytes()) {
            let _ = file.format();
        }
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in 0usize..6000, byte in any::<u8>(), cut in 0usize..6000) {
        let mut bytes = workbook(|sheet| {
            sheet.write(0, 0, "Student ID").unwrap();
            sheet.write(1, 0, 12).unwrap();
        });
        let len = bytes.len();
        bytes[at % len] = byte;
        bytes.truncate(len - if cut < 3000 { 0 } else { cut % len });
        if let Ok(file) = CohortFile::open(&bytes) {
            let _ = file.format();
        }
    }

    #[test]
    fn what_is_written_is_what_is_read(
        table in prop::collection::vec((cell(), cell()), 1..8),
        separator in prop::sample::select(vec![",", ";", "\t", "|"]),
        end in prop::sample::select(vec!["\n", "\r\n"]),
        spelling in 0usize..5,
    ) {
        let mut text = ["Student ID", "Forename", "Surname"].map(quoted).join(separator) + end;
        for (number, (given, family)) in table.iter().enumerate() {
            text += &([&number.to_string(), given, family].map(|c| quoted(c)).join(separator) + end);
        }
        let utf16 = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        let bytes = match spelling {
            0 => text.clone().into_bytes(),
            1 => format!("\u{feff}{text}").into_bytes(),
            2 => utf16(u16::to_le_bytes),
            3 => utf16(u16::to_be_bytes),
            _ => WINDOWS_1252.encode(&text).0.into_owned(),
        };
        let got: Vec<_> = rows(&bytes).into_iter().map(|(_, cells)| cells.unwrap()).collect();
        let wanted: Vec<_> = table.iter().enumerate().map(|(n, (g, f))| vec![n.to_string(), g.clone(), f.clone()]).collect();
        prop_assert_eq!(got, wanted);
    }

    #[test]
    fn chinese_files_are_read(names in prop::collection::vec("[王李张刘陈杨黄赵吴周][伟芳娜秀英敏静丽强磊]{1,2}", 1..20)) {
        let text = names.iter().enumerate().fold("学号,姓名\n".to_owned(), |t, (n, name)| t + &format!("{n},{name}\n"));
        let got = rows(&GB18030.encode(&text).0);
        let read: Vec<_> = got.iter().map(|(_, cells)| cells.as_ref().unwrap()[1].clone()).collect();
        prop_assert_eq!(read, names);
    }
}
