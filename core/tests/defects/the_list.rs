//! docs/maintainers/defects.md and the tests cite each other, and the citations are correct.

use std::{collections::BTreeSet, fs, path::Path};

/// A row of a table: the number, and the tests with the files that they are in.
struct Row {
    number: usize,
    tests: Vec<(String, String)>,
}

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// In the last cell each file, in backquotes, stands before its tests, in backquotes as well.
fn rows() -> Vec<Row> {
    let row = |line: &str| {
        let cells: Vec<_> = line.strip_prefix('|')?.strip_suffix('|')?.split(" | ").map(str::trim).collect();
        let number = cells.first()?.parse().ok()?;
        let mut file = None;
        let mut tests = Vec::new();
        for word in cells.last()?.split('`').skip(1).step_by(2) {
            if word.ends_with(".rs") {
                file = Some(word.to_owned());
            } else {
                tests.push((file.clone().unwrap_or_else(|| panic!("{word}: in which file?")), word.to_owned()));
            }
        }
        Some(Row { number, tests })
    };
    read("docs/maintainers/defects.md").lines().filter_map(row).collect()
}

/// The names of the tests in a source, each with what stands between it and the end of the function before.
fn tests_in(source: &str) -> Vec<(String, String)> {
    let mut above = String::new();
    let mut found = Vec::new();
    for line in source.lines().map(str::trim) {
        let signature = line.trim_start_matches("async ").strip_prefix("fn ");
        match signature.and_then(|rest| rest.split_once('(')) {
            Some((name, _)) if above.contains("test]") || above.contains("::test(") => {
                found.push((name.to_owned(), std::mem::take(&mut above)));
            }
            _ if line.starts_with("//") || line.starts_with("#[") => above.push_str(line),
            _ => above.clear(),
        }
    }
    found
}

#[test]
fn the_rows_are_numbered_and_each_names_tests_that_exist() {
    let rows = rows();
    let numbers: Vec<_> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=rows.len()).collect::<Vec<_>>());
    assert!(rows.len() > 40, "{} rows", rows.len());
    for Row { number, tests } in rows {
        assert!(!tests.is_empty(), "defect {number} names no test");
        for (file, test) in tests {
            let exists = tests_in(&read(&file)).iter().any(|(name, _)| *name == test);
            assert!(exists, "defect {number}: there is no test {test} in {file}");
        }
    }
}

/// The numbers that a test says it shows; none where it says nothing of defects.
fn said_by(above: &str) -> BTreeSet<usize> {
    let Some((_, said)) = above.split_once("/// Defect") else { return BTreeSet::new() };
    let said = said.split(['#', '.']).next().unwrap();
    said.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect()
}

/// The rows by whose word a test shows a defect.
fn listed(rows: &[Row], file: &str, test: &str) -> BTreeSet<usize> {
    let names = |row: &&Row| row.tests.iter().any(|(of, name)| of == file && name == test);
    rows.iter().filter(names).map(|row| row.number).collect()
}

#[test]
fn every_test_that_a_row_names_says_the_number_of_that_row_wherever_it_lies() {
    let rows = rows();
    let files: BTreeSet<_> = rows.iter().flat_map(|row| &row.tests).map(|(file, _)| file.as_str()).collect();
    let mut shown = BTreeSet::new();
    for file in files {
        for (test, above) in tests_in(&read(file)) {
            let said = said_by(&above);
            assert_eq!(said, listed(&rows, file, &test), "{test} in {file}");
            shown.extend(said);
        }
    }
    assert_eq!(shown, rows.iter().map(|row| row.number).collect());
}

#[test]
fn every_test_here_is_named_by_a_row() {
    let rows = rows();
    for file in ["life", "polling", "reading", "sending", "two_chats"] {
        let path = format!("core/tests/defects/{file}.rs");
        for (test, _) in tests_in(&read(&path)) {
            assert!(!listed(&rows, &path, &test).is_empty(), "{test} in {file}.rs shows no defect of the list");
        }
    }
}
