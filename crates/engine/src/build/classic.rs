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
    /// The stage that runs, as `BuildKit` names it; none where there is one only.
    stage: Option<String>,
}

/// The line that begins a step.
struct Head<'a> {
    /// From 1; none where there is one stage only.
    stage: Option<usize>,
    /// `2/3`
    position: &'a str,
    instruction: &'a str,
}

impl Classic {
    /// What the next text tells, at `now` (milliseconds since 1970).
    pub(super) fn feed(&mut self, text: &str, now: i64) -> StatusResponse {
        let mut told = StatusResponse::default();
        if let Some(head) = Head::parse(text) {
            told.vertexes.extend(self.end(now));
            told.vertexes.extend(self.begin(&head, now));
        } else if is_end(text) {
            told.vertexes.extend(self.end(now));
        } else if let Some(result) = text.strip_prefix("--> ").or_else(|| text.strip_prefix(" ---> ")) {
            if let Some(step) = &mut self.current {
                step.cached = step.cached || result.starts_with("Using cache");
            }
        } else if let Some(step) = &self.current {
            told.logs.push(VertexLog { vertex: step.digest.clone(), stream: 1, msg: text.as_bytes().to_vec(), ..VertexLog::default() });
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
        if head.position.starts_with("1/") {
            self.stage = head.stage.map(|stage| named(head.instruction).unwrap_or_else(|| format!("stage-{}", stage.saturating_sub(1))));
        }
        let place = self.stage.as_ref().map_or_else(|| head.position.to_owned(), |stage| format!("{stage} {}", head.position));
        let name = format!("[{place}] {}", head.instruction);
        let mut step = Vertex { digest: format!("{} {place}", head.stage.unwrap_or(1)), name, ..Vertex::default() };
        stamp(&mut step, false, now);
        self.current = Some(step);
        self.current.clone()
    }

    fn end(&mut self, now: i64) -> Option<Vertex> {
        let mut step = self.current.take()?;
        stamp(&mut step, true, now);
        Some(step)
    }
}

impl<'a> Head<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let line = line.trim_end();
        if let Some(rest) = line.strip_prefix("Step ") {
            let (position, instruction) = rest.split_once(" : ")?;
            return Some(Self { stage: None, position, instruction });
        }
        let (stage, rest) = match line.strip_prefix('[') {
            Some(rest) => {
                let (stages, rest) = rest.split_once("] ")?;
                (Some(stages.split_once('/')?.0.parse().ok()?), rest)
            }
            None => (None, line),
        };
        let (position, instruction) = rest.strip_prefix("STEP ")?.split_once(": ")?;
        Some(Self { stage, position, instruction })
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

/// Whether a line comes behind the last step.
fn is_end(line: &str) -> bool {
    let line = line.split_once("] ").filter(|(stages, _)| stages.starts_with('[')).map_or(line, |(_, rest)| rest);
    ["COMMIT ", "Successfully built ", "Successfully tagged "].iter().any(|end| line.starts_with(end))
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
    fn dockers_own_old_builder_is_read_too() {
        let answer =
            ["Step 1/2 : FROM busybox\n", " ---> 1a2b\n", "Step 2/2 : LABEL a=1\n", " ---> Using cache\n", "Successfully built 1a2b\n"];
        let told = fold("FROM busybox\nLABEL a=1\n", &answer, None).take().unwrap_or_default();
        assert_eq!(told.steps.iter().map(|step| step.status).collect::<Vec<_>>(), [Done, Cached]);
    }
}
