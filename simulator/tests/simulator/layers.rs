//! The modules of the simulator depend on each other in one direction.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Names in the outermost level of a list in braces, or the one name before something else.
fn names(text: &str) -> Vec<String> {
    let word = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(list) = text.strip_prefix('{') else { return vec![word(text)] };
    let (mut depth, mut names, mut part) = (0, Vec::new(), String::new());
    for character in list.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(word(&std::mem::take(&mut part))),
            _ => {}
        }
        if depth == 0 && character != ',' {
            part.push(character);
        }
    }
    names.push(word(&part));
    names
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn module(source: &Path, file: &Path) -> String {
    let first = file.strip_prefix(source).expect("below it").components().next().expect("a name");
    Path::new(&first).file_stem().expect("a name").to_string_lossy().into_owned()
}

/// A way from a module back to itself.
fn circle<'a>(
    uses: &'a BTreeMap<String, BTreeSet<String>>,
    way: &mut Vec<&'a str>,
    clear: &mut BTreeSet<&'a str>,
) -> bool {
    let last = *way.last().expect("a beginning");
    for next in uses.get(last).into_iter().flatten().map(String::as_str) {
        if clear.contains(next) {
            continue;
        }
        let again = way.contains(&next);
        way.push(next);
        if again || circle(uses, way, clear) {
            return true;
        }
        way.pop();
    }
    clear.insert(last);
    false
}

#[test]
fn modules_depend_in_one_direction() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs::read_to_string(source.join("lib.rs")).expect("the crate");
    let mut homes = BTreeMap::new();
    for exported in lib.split("pub use ").skip(1) {
        let (module, list) = exported.split_once("::").expect("a path");
        homes.extend(names(list).into_iter().map(|name| (name, module.to_owned())));
    }
    let mut uses = BTreeMap::<String, BTreeSet<String>>::new();
    for file in files(&source).into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "rs")) {
        let own = module(&source, &file);
        if ["lib", "main"].contains(&own.as_str()) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a file");
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let used = code.split("crate::").skip(1).flat_map(names).filter(|name| !name.is_empty());
        let used = used.map(|name| homes.get(&name).cloned().unwrap_or(name)).filter(|name| *name != own);
        uses.entry(own.clone()).or_default().extend(used);
    }
    assert!(uses.len() > 15 && uses["control"].contains("shared_state"), "{uses:?}");
    let mut clear = BTreeSet::new();
    for module in uses.keys() {
        let mut way = vec![module.as_str()];
        assert!(!circle(&uses, &mut way, &mut clear), "{}", way.join(" → "));
    }
}
