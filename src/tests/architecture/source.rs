//! Reads the crate's source as text: what is code, what is a literal, which paths a file names. No parser, on purpose:
//! the walls look for words, and whoever breaks one should see at once why.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// One source file, its path relative to `src/`.
#[derive(Debug)]
pub struct Source {
    pub path: String,
    pub text: String,
    /// The text without comments and without what stands in quotes; unit tests at the end of the file are cut off.
    pub code: String,
    /// What stands in quotes, with its line.
    pub literals: Vec<(usize, String)>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let own = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let (code, literals) = scan(own);
        Self { path: path.to_owned(), text: text.to_owned(), code, literals }
    }

    /// The first folder, or the file itself at the top.
    pub fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// `Some("users")` for everything below `modules/users/`.
    pub fn module(&self) -> Option<&str> {
        self.path.strip_prefix("modules/")?.split_once('/').map(|(module, _)| module)
    }

    /// The path below its module: `pages/home.rs`.
    pub fn inside_module(&self) -> &str {
        self.module().map_or("", |module| &self.path["modules/".len() + module.len() + 1..])
    }

    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Lines of code that hold a word, as `path:line`.
    pub fn places(&self, word: &str) -> Vec<String> {
        let lines = self.code.lines().enumerate().filter(|(_, line)| line.contains(word));
        lines.map(|(number, _)| format!("{}:{}", self.path, number + 1)).collect()
    }

    /// Every path of this crate that the code names, absolute and without `crate`: `use` trees are spread out.
    pub fn paths(&self) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        for part in spread_uses(&self.code).into_iter().chain(inline_paths(&self.code)) {
            if let Some(path) = absolute(&part, &self.own_path()) {
                paths.push(path);
            }
        }
        paths.sort();
        paths.dedup();
        paths
    }

    /// The module path of this file: `modules/users/pages/mod.rs` is `[modules, users, pages]`.
    fn own_path(&self) -> Vec<String> {
        let stem = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        let at_top = matches!(stem, "lib" | "main");
        if at_top { Vec::new() } else { stem.split('/').map(ToOwned::to_owned).collect() }
    }
}

/// All files below `src/` with this ending, in order.
pub fn tree(below: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root.join(below), &mut files);
    files.sort();
    let sources: Vec<Source> = files
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            Source::new(&name, &fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(!sources.is_empty(), "no source below src/{below}");
    sources
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

/// The program's own source: everything but the tests.
pub fn program() -> Vec<Source> {
    tree("").into_iter().filter(|source| source.room() != "tests").collect()
}

/// Blanks comments and literals (line breaks stay) and collects the literals.
fn scan(text: &str) -> (String, Vec<(usize, String)>) {
    let letters: Vec<char> = text.chars().collect();
    let (mut code, mut literals) = (String::with_capacity(text.len()), Vec::new());
    let (mut at, mut line) = (0, 1);
    while at < letters.len() {
        let (length, literal) = token(&letters, at);
        let token: String = letters[at..at + length].iter().collect();
        if let Some(inside) = literal {
            literals.push((line, inside));
        }
        if length == 1 {
            code.push(letters[at]);
        } else {
            code.extend(token.chars().map(|c| if c == '\n' { c } else { ' ' }));
        }
        line += token.matches('\n').count();
        at += length;
    }
    (code, literals)
}

/// The length of what starts here; with its inside when it is a string. Plain code goes letter by letter.
fn token(letters: &[char], at: usize) -> (usize, Option<String>) {
    let rest = &letters[at..];
    let starts = |word: &str| word.chars().enumerate().all(|(i, c)| rest.get(i) == Some(&c));
    let upto = |end: &str, from: usize| {
        let end: Vec<char> = end.chars().collect();
        (from..=rest.len().saturating_sub(end.len()))
            .find(|i| rest[*i..].starts_with(&end))
            .map_or(rest.len(), |i| i + end.len())
    };
    if starts("//") {
        return (rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()).max(2), None);
    }
    if starts("/*") {
        return (upto("*/", 2), None);
    }
    let before = at.checked_sub(1).map_or(' ', |i| letters[i]);
    if rest[0] == 'r' && !before.is_alphanumeric() && before != '_' {
        let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
        if rest.get(1 + hashes) == Some(&'"') {
            let length = upto(&format!("\"{}", "#".repeat(hashes)), hashes + 2);
            return (length, Some(rest[hashes + 2..length - hashes - 1].iter().collect()));
        }
    }
    if rest[0] == '"' {
        let mut end = 1;
        while end < rest.len() && rest[end] != '"' {
            end += if rest[end] == '\\' { 2 } else { 1 };
        }
        return ((end + 1).min(rest.len()), Some(rest[1..end.min(rest.len())].iter().collect()));
    }
    if rest[0] == '\'' {
        // A letter in quotes, not a lifetime.
        if rest.get(1) == Some(&'\\') {
            return (upto("'", 3), None);
        }
        if rest.get(2) == Some(&'\'') {
            return (3, None);
        }
    }
    (1, None)
}

/// `use a::{b, c::{d, e as f}};` → `a::b`, `a::c::d`, `a::c::e`.
fn spread_uses(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].chars().next_back().unwrap_or('\n');
        if before.is_alphanumeric() || before == '_' {
            continue;
        }
        if let Some(end) = code[at..].find(';') {
            spread("", &code[at + 4..at + end], &mut paths);
        }
    }
    paths
}

fn spread(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let Some(open) = tree.find('{') else {
        let name = tree.split(" as ").next().unwrap_or_default().trim();
        if !name.is_empty() {
            paths.push(format!("{prefix}{name}"));
        }
        return;
    };
    let prefix = format!("{prefix}{}", tree[..open].trim());
    let inside = tree[open + 1..].strip_suffix('}').unwrap_or(&tree[open + 1..]);
    let (mut depth, mut start) = (0_i32, 0);
    for (i, letter) in inside.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                spread(&prefix, &inside[start..i], paths);
                start = i + 1;
            }
            _ => {}
        }
    }
    spread(&prefix, &inside[start..], paths);
}

/// `crate::a::b(…)` and `super::a::b` in the middle of code.
fn inline_paths(code: &str) -> Vec<String> {
    let starts = ["crate::", "super::"].into_iter().flat_map(|word| code.match_indices(word).map(|(at, _)| at));
    starts
        .filter(|at| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '$')))
        .map(|at| {
            let end =
                code[at..].find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':'))).unwrap_or(code.len() - at);
            code[at..at + end].trim_end_matches(':').to_owned()
        })
        .collect()
}

/// Without `crate`, `super` and `self`; `None` for paths of other crates.
fn absolute(path: &str, own: &[String]) -> Option<Vec<String>> {
    let mut here: Vec<String> = match path.split("::").next()?.trim() {
        "crate" => Vec::new(),
        "super" | "self" => own.to_vec(),
        _ => return None,
    };
    for (place, part) in path.split("::").map(str::trim).enumerate() {
        match part {
            "crate" | "self" if place == 0 => {}
            "super" => drop(here.pop()),
            "" | "self" => {}
            part => here.push(part.to_owned()),
        }
    }
    (!here.is_empty()).then_some(here)
}

#[test]
fn comments_literals_and_unit_tests_are_no_code() {
    let source = Source::new(
        "a.rs",
        "let a = \"sqlx::\"; // sqlx::\nlet b = r#\"x\"y\"#; 'a' '\\'' &'static str\n#[cfg(test)]\nmod tests {\nuse_context",
    );
    assert!(!source.code.contains("sqlx::") && !source.code.contains("use_context"), "{}", source.code);
    assert!(source.code.contains("'static"));
    assert_eq!(source.literals, [(1, String::from("sqlx::")), (2, String::from("x\"y"))]);
}

#[test]
fn use_trees_and_relative_paths_are_spread_out() {
    let source = Source::new(
        "modules/users/pages/home.rs",
        "use crate::{kernel::{error::Result, ids::*}, platform::Scope as S};\nuse super::super::model;\nlet x = super::parts::y(crate::ui::z());",
    );
    let paths: Vec<String> = source.paths().iter().map(|path| path.join("::")).collect();
    assert_eq!(
        paths,
        [
            "kernel::error::Result",
            "kernel::ids::*",
            "modules::users::model",
            "modules::users::pages::parts::y",
            "platform::Scope",
            "ui::z"
        ]
    );
}
