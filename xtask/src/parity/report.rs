//! What is said about the lines: one JSON object each, or a table with a diff of what differs.

use anyhow::Result;
use naru_lab::Generation;
use serde::Serialize;

use super::rules::{RULES, Rule};

/// How a line came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Both refused it and left the same behind.
    RefusedByBoth,
    /// Both did it and left the same behind.
    Identical,
    /// Anything else.
    Different,
}

/// A line on one engine.
#[derive(Debug, Clone, Serialize)]
pub struct Reported {
    /// The engine's generation.
    pub generation: String,
    /// Where the line stands in the file.
    pub number: usize,
    /// As it is there.
    pub line: String,
    /// As Naru wrote it for the CLI; none when Naru could not read it.
    pub rendered: Option<String>,
    pub verdict: Verdict,
    /// The flag that Naru knows and refused by its name (`--secret`), or what of it, where that is why it refused.
    pub not_performed: Option<String>,
    /// How it ended for Naru.
    pub naru: String,
    /// How it ended for the CLI.
    pub docker: String,
    /// How long it took: performed twice, and compared.
    pub milliseconds: u128,
    /// What this line left that is not the same, as in a unified diff; what earlier lines left is theirs.
    pub diff: Vec<String>,
}

/// The last line of `--json`. A line counts once, however many engines it was performed on, by its worst verdict.
#[derive(Debug, Default, Serialize)]
pub struct Count {
    pub cases: usize,
    pub identical: usize,
    pub different: usize,
    pub refused_by_both: usize,
}

impl Count {
    /// Counts lines; each inner list is the whole file on one engine.
    pub fn of(engines: &[Vec<Reported>]) -> Self {
        let mut count = Self::default();
        for index in 0..engines.iter().map(Vec::len).max().unwrap_or(0) {
            count.cases += 1;
            match engines.iter().filter_map(|reported| reported.get(index)).map(|reported| reported.verdict).max() {
                Some(Verdict::Identical) => count.identical += 1,
                Some(Verdict::RefusedByBoth) => count.refused_by_both += 1,
                Some(Verdict::Different) | None => count.different += 1,
            }
        }
        count
    }
}

/// Prints one JSON object for each line on each engine, and the count.
pub fn json(engines: &[Vec<Reported>]) -> Result<()> {
    for reported in engines.iter().flatten() {
        println!("{}", serde_json::to_string(reported)?);
    }
    println!("{}", serde_json::to_string(&Count::of(engines))?);
    Ok(())
}

/// Prints a table of the lines on each engine, each difference below its line, and the counts.
pub fn table(engines: &[Vec<Reported>], generations: &[Generation]) {
    for (reported, generation) in engines.iter().zip(generations) {
        println!("on the {generation} engine");
        reported.iter().for_each(show);
        let Count { cases, identical, different, refused_by_both } = Count::of(std::slice::from_ref(reported));
        println!("{generation}: {cases} lines, {identical} identical, {refused_by_both} refused by both, {different} different\n");
    }
}

fn show(reported: &Reported) {
    let verdict = match reported.verdict {
        Verdict::Identical => "same",
        Verdict::RefusedByBoth => "refused",
        Verdict::Different => "DIFFERENT",
    };
    println!("{:>5}  {verdict:<9}  {}", reported.number, reported.line);
    if reported.verdict != Verdict::Different {
        return;
    }
    let indent = " ".repeat(18);
    if let Some(rendered) = reported.rendered.as_ref().filter(|rendered| **rendered != reported.line) {
        println!("{indent}as Naru writes it: {rendered}");
    }
    println!("{indent}--- naru:   {}", one_line(&reported.naru));
    println!("{indent}+++ docker: {}", one_line(&reported.docker));
    for line in &reported.diff {
        println!("{indent}{line}");
    }
}

/// Prints every field that is not compared as it stands.
pub fn rules() {
    for Rule { kind, path, how, made, why } in RULES {
        let only = if *made { ", of what a line made" } else { "" };
        println!("{:<10} {path}{only}\n{:11}{}: {why}", kind.name(), "", how.says());
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Verdict::{Different, Identical, RefusedByBoth};
    use super::*;

    #[test]
    fn a_line_counts_once_by_its_worst_engine() {
        let on = |verdicts: &[Verdict]| -> Vec<Reported> {
            let reported = |verdict: &Verdict| Reported {
                generation: String::new(),
                number: 1,
                line: String::new(),
                rendered: None,
                verdict: *verdict,
                not_performed: None,
                naru: String::new(),
                docker: String::new(),
                milliseconds: 0,
                diff: Vec::new(),
            };
            verdicts.iter().map(reported).collect()
        };
        let count = Count::of(&[on(&[Identical, Identical, RefusedByBoth]), on(&[Identical, Different, RefusedByBoth])]);
        assert_eq!((count.cases, count.identical, count.different, count.refused_by_both), (3, 1, 1, 1));
    }
}
