//! The lines on one generation of engines: each by Naru on an engine of its own, then by the docker CLI on another.

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use naru_lab::Generation;

use super::case::Case;
use super::difference::{Difference, Objects, differences};
use super::docker::{self, DockerEnd};
use super::files::Files;
use super::folder::{Folders, Side};
use super::names::{Moment, Names};
use super::naru::{Came, Naru, NaruEnd, Refusal};
use super::normal::Normal;
use super::report::{Reported, Verdict};
use super::snapshot::{Reader, Snapshot};
use crate::engine::{Reach, TaskEngine};

/// How long two sides may take to become the same: one was done later than the other, and a container that ends, or a health that
/// is found, is seen when it is.
const SETTLE: [Duration; 6] = [
    Duration::from_millis(60),
    Duration::from_millis(150),
    Duration::from_millis(400),
    Duration::from_millis(900),
    Duration::from_millis(1600),
    Duration::from_millis(2500),
];

/// One side: its engine, and what is known of it.
struct Watched {
    side: Side,
    reader: Reader,
    files: Files,
    names: Names,
}

/// What is performed.
pub struct Script {
    /// By both.
    pub cases: Vec<Case>,
    /// Lines that Naru has to refuse by the name of a flag; the CLI is not asked.
    pub not_performed: Vec<Case>,
}

/// What came of a script on one generation.
pub struct Run {
    pub reported: Vec<Reported>,
    /// Of each line that Naru refused as it has to: the command, as its value is tagged, and the flag.
    pub not_performed: Vec<(String, String)>,
}

/// Performs every line on both sides.
pub fn run(
    generation: Generation,
    script: &Script,
    folders: &Folders,
    program: &Path,
    mut keep: impl FnMut(&Reported) -> Result<()>,
) -> Result<Run> {
    let (ours, theirs) = (TaskEngine::up(generation)?, TaskEngine::up(generation)?);
    eprintln!("{generation}: {}", docker::versions(&theirs.reach)?);
    let mut sides = [Watched::new(Side::Naru, &ours.reach)?, Watched::new(Side::Docker, &theirs.reach)?];
    let mut naru = Naru::new(program, &ours.reach);
    let mut lines = String::new();
    let start = Moment { number: 0, lines: "", makes_images: false };
    let mut before = compare(&mut sides, folders, &start)?;
    let mut reported = Vec::new();
    for case in &script.cases {
        let begun = Instant::now();
        lines.push_str(&case.line);
        lines.push('\n');
        let ended = folders.turn(Side::Naru, || naru.perform(case, &folders.place()))?;
        let line = ended.rendered.as_ref().unwrap_or(&case.line);
        let done = if case.other_program {
            // Another program is none of Naru's business, and this machine is not for it.
            DockerEnd { exit: Some(127), said: "not run: not a docker line".to_owned() }
        } else {
            folders.turn(Side::Docker, || docker::run(line, case, &theirs.reach, &folders.place()))?
        };
        let moment = Moment { number: case.number, lines: &lines, makes_images: case.makes_images() };
        let after = settle(&mut sides, folders, &moment, &before)?;
        let mut judged = judge(generation, case, ended, &done, &before, &after);
        judged.milliseconds = begun.elapsed().as_millis();
        keep(&judged)?;
        reported.push(judged);
        before = after;
    }
    let refused = |case| folders.turn(Side::Naru, || not_performed(&mut naru, case, &folders.place()));
    let not_performed = script.not_performed.iter().map(refused).collect::<Result<_>>()?;
    Ok(Run { reported, not_performed })
}

/// Has Naru refuse a line by the name of a flag.
fn not_performed(naru: &mut Naru, case: &Case, folder: &Path) -> Result<(String, String)> {
    match naru.perform(case, folder)?.came {
        Came::Refused(Refusal { not_performed: Some(flag), .. }) => Ok((case.verb().to_owned(), flag)),
        other => bail!("Naru is said not to perform `{}`, and does not refuse it by the name of a flag: {other:?}", case.line),
    }
}

impl Watched {
    fn new(side: Side, engine: &Reach) -> Result<Self> {
        // As the lab names it.
        let names = Names::on_host(&format!("naru-{}", engine.name));
        Ok(Self { side, reader: Reader::open(engine.socket()?)?, files: Files::default(), names })
    }

    fn objects(&mut self, folders: &Folders, moment: &Moment<'_>) -> Result<Objects> {
        let mut snapshot: Snapshot = self.reader.read().with_context(|| format!("on the side of {}", self.side.name()))?;
        self.files.add(&folders.of(self.side), &mut snapshot)?;
        self.names.learn(&snapshot, moment);
        let normal = Normal { names: &self.names, lines: moment.lines };
        Ok(snapshot.iter().map(|((kind, id), object)| ((*kind, self.names.symbol(*kind, id)), normal.of(*kind, id, object))).collect())
    }
}

fn compare(sides: &mut [Watched; 2], folders: &Folders, moment: &Moment<'_>) -> Result<BTreeSet<Difference>> {
    let [ours, theirs] = sides;
    let (ours, theirs) = thread::scope(|scope| {
        let ours = scope.spawn(|| ours.objects(folders, moment));
        let theirs = theirs.objects(folders, moment);
        (ours.join().map_err(|_| anyhow!("reading an engine panicked")), theirs)
    });
    Ok(differences(&ours??, &theirs?))
}

/// Compares, and again for a while when a line left something that is not the same and may yet become so.
fn settle(sides: &mut [Watched; 2], folders: &Folders, moment: &Moment<'_>, before: &BTreeSet<Difference>) -> Result<BTreeSet<Difference>> {
    let mut after = compare(sides, folders, moment)?;
    for (round, pause) in SETTLE.into_iter().enumerate() {
        // What a thing was made with stays as it is; a second look is for what was just under way, of this line or of an earlier one.
        if after.is_subset(before) || (round > 1 && after.difference(before).all(|one| !one.may_pass())) {
            break;
        }
        thread::sleep(pause);
        after = compare(sides, folders, moment)?;
    }
    Ok(after)
}

/// A difference belongs to the line after which it was first seen.
fn judge(
    generation: Generation,
    case: &Case,
    naru: NaruEnd,
    docker: &DockerEnd,
    before: &BTreeSet<Difference>,
    after: &BTreeSet<Difference>,
) -> Reported {
    let diff: Vec<String> = after.difference(before).flat_map(Difference::lines).collect();
    let verdict = match (&naru.came, docker.exit) {
        _ if !diff.is_empty() => Verdict::Different,
        (Came::Performed(ours), Some(theirs)) if *ours == i64::from(theirs) => Verdict::Identical,
        // Both went on until they were interrupted.
        (Came::Interrupted, None) => Verdict::Identical,
        (Came::Refused(_), Some(theirs)) if theirs != 0 => Verdict::RefusedByBoth,
        _ => Verdict::Different,
    };
    let not_performed = match &naru.came {
        Came::Refused(refusal) => refusal.not_performed.clone(),
        _ => None,
    };
    Reported {
        generation: generation.to_string(),
        number: case.number,
        line: case.line.clone(),
        rendered: naru.rendered,
        verdict,
        not_performed,
        naru: match naru.came {
            Came::Performed(0) => "done".to_owned(),
            Came::Performed(exit) => format!("ended with {exit}"),
            Came::Refused(Refusal { why, .. }) => why,
            Came::Interrupted => "went on until it was interrupted".to_owned(),
            Came::Died => "Naru itself ended".to_owned(),
        },
        docker: match docker.exit {
            Some(exit) => format!("exit {exit}: {}", docker.said),
            None => format!("went on until it was interrupted: {}", docker.said),
        },
        milliseconds: 0,
        diff,
    }
}
