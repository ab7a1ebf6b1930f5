//! The answer of a builder that is not `BuildKit` (podman's, whatever is asked for): one text, in which steps begin with a line of their
//! own. It is turned into what `BuildKit` would have told.
//!
//! podman: `[1/2] STEP 2/3: COPY a /a`, without the brackets where there is one stage; dockerd's own old builder: `Step 2/3 : COPY a /a`.

use bollard::moby::buildkit::v1::{StatusResponse, Vertex, VertexLog};

/// What was told of such a build until now.
#[derive(Debug, Default)]
pub(super) struct Classic {
    /// The step that runs.
    current: Option<Vertex>,
    /// Where the last step stands. A step's output comes in the same text: only what goes on from here begins another.
    at: Option<Place>,
    /// The stage that runs, as `BuildKit` names it; none where that needs no name.
    stage: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// From 1; none where there is one stage only.
    stage: Option<usize>,
    /// From 1.
    step: usize,
    steps: usize,
}

/// The line that begins a step.
struct Head<'a> {
    place: Place,
    instruction: &'a str,
}

impl Classic {
    /// What the next text tells, at `now` (milliseconds since 1970).
    pub(super) fn feed(&mut self, text: &str, now: i64) -> StatusResponse {
        let mut told = StatusResponse::default();
        if let Some(head) = Head::parse(text).filter(|head| head.place.follows(self.at)) {
            told.vertexes.extend(self.end(now));
            told.vertexes.extend(self.begin(&head, now));
        } else if self.at.is_some_and(|at| at.step == at.steps) && is_end(text) {
            told.vertexes.extend(self.end(now));
        } else if let Some(step) = &mut self.current {
            match result(text) {
                Some(result) => step.cached = step.cached || result.starts_with(CACHED),
                None => {
                    let log = VertexLog { vertex: step.digest.clone(), stream: 1, msg: text.as_bytes().to_vec(), ..VertexLog::default() };
                    told.logs.push(log);
                }
            }
        }
        told
    }

    /// The build broke: in the step that runs, if one does.
    pub(super) fn failed(&mut self, why: &str, now: i64) -> StatusResponse {
        if let Some(step) = &mut self.current {
            why.trim_end().clone_into(&mut step.error);
        }
        StatusResponse { vertexes: self.end(now).into_iter().collect(), ..StatusResponse::default() }
    }

    fn begin(&mut self, head: &Head, now: i64) -> Option<Vertex> {
        let Place { stage, step, steps } = head.place;
        if head.instruction.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("from ")) {
            self.stage = named(head.instruction).or_else(|| Some(format!("stage-{}", stage?.saturating_sub(1))));
        }
        let place = self.stage.as_ref().map_or_else(|| format!("{step}/{steps}"), |stage| format!("{stage} {step}/{steps}"));
        let name = format!("[{place}] {}", head.instruction);
        let mut vertex = Vertex { digest: format!("{} {place}", stage.unwrap_or(1)), name, ..Vertex::default() };
        stamp(&mut vertex, false, now);
        self.at = Some(head.place);
        self.current = Some(vertex);
        self.current.clone()
    }

    fn end(&mut self, now: i64) -> Option<Vertex> {
        let mut step = self.current.take()?;
        stamp(&mut step, true, now);
        Some(step)
    }
}

impl Place {
    /// Whether it is the next one of `before`'s stage, or the first of a stage behind it.
    fn follows(self, before: Option<Self>) -> bool {
        match before {
            None => self.step == 1,
            Some(before) if before.stage == self.stage => self.step == before.step + 1 && self.steps == before.steps,
            Some(before) => self.step == 1 && self.stage > before.stage,
        }
    }
}

impl<'a> Head<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let line = line.trim_end();
        let (stage, position, instruction) = if let Some(rest) = line.strip_prefix("Step ") {
            let (position, instruction) = rest.split_once(" : ")?;
            (None, position, instruction)
        } else {
            let (stage, rest) = match line.strip_prefix('[') {
                Some(rest) => {
                    let (stages, rest) = rest.split_once("] ")?;
                    (Some(stages.split_once('/')?.0.parse().ok()?), rest)
                }
                None => (None, line),
            };
            let (position, instruction) = rest.strip_prefix("STEP ")?.split_once(": ")?;
            (stage, position, instruction)
        };
        let (step, steps) = position.split_once('/')?;
        let (step, steps) = (step.parse().ok()?, steps.parse().ok()?);
        (1..=steps).contains(&step).then_some(Self { place: Place { stage, step, steps }, instruction })
    }
}

fn stamp(step: &mut Vertex, completed: bool, now: i64) {
    let time = if completed { step.completed.get_or_insert_default() } else { step.started.get_or_insert_default() };
    time.seconds = now.div_euclid(1_000);
    time.nanos = i32::try_from(now.rem_euclid(1_000) * 1_000_000).unwrap_or_default();
}

/// The name that `FROM image AS name` gives to its stage.
fn named(instruction: &str) -> Option<String> {
    let words: Vec<&str> = instruction.split_whitespace().collect();
    match words.as_slice() {
        [.., r#as, name] if r#as.eq_ignore_ascii_case("as") => Some((*name).to_owned()),
        _ => None,
    }
}

/// What the builder says of a step that came from its cache.
const CACHED: &str = "Using cache";

/// What a step came to: `--> a2bca5d14f9`, `--> Using cache a2bc…`; nothing else that begins so, which is output.
fn result(text: &str) -> Option<&str> {
    let result = text.strip_prefix("--> ").or_else(|| text.strip_prefix(" ---> "))?.trim_end();
    (result.starts_with(CACHED) || is_id(result)).then_some(result)
}

/// Whether a line comes behind the last step.
fn is_end(line: &str) -> bool {
    let line = line.split_once("] ").filter(|(stages, _)| stages.starts_with('[')).map_or(line, |(_, rest)| rest).trim_end();
    line == "COMMIT" || line.starts_with("COMMIT ") || line.strip_prefix("Successfully built ").is_some_and(is_id)
}

/// An image's, as builders shorten it.
fn is_id(word: &str) -> bool {
    word.len() >= 10 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use naru_view::BuildStepStatus::{Cached, Done, Failed};

    use super::*;
    use crate::build::dockerfile::Dockerfile;
    use crate::build::progress::{End, Fold};

    fn fold(dockerfile: &str, answer: &[&str], broke: Option<&str>) -> Fold {
        let (mut fold, mut classic) = (Fold::new(Dockerfile::parse(dockerfile)), Classic::default());
        for (now, text) in (1_000..).step_by(500).zip(answer) {
            fold.apply_classic(classic.feed(text, now));
        }
        if let Some(why) = broke {
            fold.apply(classic.failed(why, 9_000));
        }
        fold.finish(if broke.is_some() { End::Broken } else { End::Done });
        fold
    }

    #[test]
    fn stages_of_podman_are_steps_with_lines() {
        let dockerfile = "FROM scratch AS one\nLABEL x=1\nCOPY a /a\nFROM scratch\nCOPY --from=one /a /b\n";
        let answer = [
            "[1/2] STEP 1/3: FROM scratch AS one\n",
            "[1/2] STEP 2/3: LABEL x=1\n",
            "[1/2] STEP 3/3: COPY a /a\n",
            "--> Using cache a2bca5d14f9e26ade248d485a79b78ba6d7a91a3dcc52550968a57acec8de0a7\n",
            "--> a2bca5d14f9\n",
            "[2/2] STEP 1/2: FROM scratch\n",
            "[2/2] STEP 2/2: COPY --from=one /a /b\n",
            "[2/2] COMMIT docker.io/library/one:1\n",
            "--> fc661d425d5\n",
            "Successfully tagged docker.io/library/one:1\n",
            "fc661d425d564bedc315d942d9d369c58e5afc2aed16331a92f1b36b0885ba33\n",
            "Successfully built fc661d425d56\n",
        ];
        let told = fold(dockerfile, &answer, None).take().unwrap_or_default();
        let steps: Vec<_> =
            told.steps.iter().map(|step| (step.stage.as_deref(), step.instruction.as_str(), step.status, step.line)).collect();
        assert_eq!(
            steps,
            [
                (Some("one"), "FROM scratch AS one", Done, Some(1)),
                (Some("one"), "LABEL x=1", Done, None),
                (Some("one"), "COPY a /a", Cached, Some(3)),
                (Some("stage-1"), "FROM scratch", Done, Some(4)),
                (Some("stage-1"), "COPY --from=one /a /b", Done, Some(5)),
            ]
        );
        assert_eq!(told.steps[0].duration_ms, Some(500));
        assert_eq!(told.log, [], "what the builder says of itself is no step's output");
    }

    #[test]
    fn a_step_that_fails_has_its_output_and_the_builders_words() {
        let why = "building at STEP \"RUN false\": while running runtime: exit status 1\n";
        let answer = ["STEP 1/2: FROM busybox\n", "STEP 2/2: RUN false\n", "some output\n"];
        let mut fold = fold("FROM busybox\nRUN false\n", &answer, Some(why));
        assert_eq!(fold.failed().map(|(step, _)| (step.status, step.line)), Some((Failed, Some(2))));
        let told = fold.take().unwrap_or_default();
        assert_eq!(told.log.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["some output"]);
    }

    #[test]
    fn what_a_step_prints_is_no_step_and_no_end() {
        let answer = [
            "STEP 1/2: FROM busybox\n",
            "STEP 2/2: RUN make\n",
            "STEP 1/2: of the script\n",
            "STEP 2/2: of the script\n",
            "Step one : of another\n",
            "Successfully built a-wheel\n",
            "--> Running transaction check\n",
        ];
        let mut fold = fold("FROM busybox\nRUN make\n", &answer, Some("exit status 1"));
        assert_eq!(fold.failed().map(|(step, _)| step.line), Some(Some(2)));
        let told = fold.take().unwrap_or_default();
        assert_eq!((told.steps.len(), told.log.len()), (2, 5));
    }

    #[test]
    fn one_stage_of_several_is_known_by_its_name() {
        let answer = ["STEP 1/2: FROM busybox AS one\n", "STEP 2/2: RUN a\n", "COMMIT\n", "some id\n"];
        let told = fold("FROM busybox AS one\nRUN a\nFROM busybox\nRUN b\n", &answer, None).take().unwrap_or_default();
        assert_eq!(told.steps.iter().map(|step| step.line).collect::<Vec<_>>(), [Some(1), Some(2)]);
        assert_eq!((told.steps[1].duration_ms, told.log.len()), (Some(500), 0));
    }

    #[test]
    fn dockers_own_old_builder_is_read_too() {
        let answer = [
            "Step 1/2 : FROM busybox\n",
            " ---> 1a2b3c4d5e6f\n",
            "Step 2/2 : LABEL a=1\n",
            " ---> Using cache\n",
            "Successfully built 1a2b3c4d5e6f\n",
        ];
        let told = fold("FROM busybox\nLABEL a=1\n", &answer, None).take().unwrap_or_default();
        assert_eq!(told.steps.iter().map(|step| step.status).collect::<Vec<_>>(), [Done, Cached]);
    }
}
