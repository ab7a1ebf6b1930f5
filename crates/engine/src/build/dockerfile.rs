//! Which line of the Dockerfile a build step stands on.

use parse_dockerfile::Instruction;

use super::vertex::Name;

/// The shape of a Dockerfile: its stages, and in each the instructions that become steps.
#[derive(Debug, Default)]
pub(crate) struct Dockerfile {
    stages: Vec<Stage>,
    /// Why it could not be read, and at which 1-based line. The engine has the last word: it may know syntax that we don't.
    pub(crate) mistake: Option<Mistake>,
}

/// What is wrong with a Dockerfile.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) line: Option<u32>,
    pub(crate) said: String,
}

#[derive(Debug)]
struct Stage {
    name: Option<String>,
    /// The base image, or the stage that it goes on from, as written.
    base: String,
    line: u32,
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    keyword: &'static str,
    line: u32,
}

impl Dockerfile {
    /// Reads the text. A Dockerfile that cannot be read has no stages and a mistake.
    pub(crate) fn parse(text: &str) -> Self {
        // The parser takes a byte order mark for a character of the first instruction; docker passes over it.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let parsed = match parse_dockerfile::parse(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let line = u32::try_from(error.line()).ok().filter(|line| *line > 0);
                return Self { stages: Vec::new(), mistake: Some(Mistake { line, said: error.to_string() }) };
            }
        };
        let stages = parsed.stages().map(|stage| Stage {
            name: stage.from.as_.as_ref().map(|(_, name)| name.value.to_string()),
            base: stage.from.image.value.to_string(),
            line: line(text, stage.from.from.span.start),
            steps: stage.instructions.iter().filter_map(|instruction| step(text, instruction)).collect(),
        });
        Self { stages: stages.collect(), mistake: None }
    }

    /// The line of the instruction that a step was made of; that of the `FROM` for what the base image brings along.
    pub(crate) fn line(&self, name: &Name) -> Option<u32> {
        let stage = &self.stages[self.stage_index(name)?];
        let (index, total) = name.position?;
        // The builder counts the base image when it is a real one, then what it triggers (ONBUILD), then the instructions
        // that make a layer. Whatever is more than our count comes before ours.
        let before = total.checked_sub(stage.steps.len())?;
        if index <= before {
            return Some(stage.line);
        }
        let step = stage.steps.get(index - before - 1)?;
        name.instruction.starts_with(step.keyword).then_some(step.line)
    }

    /// The line of a step of a builder that numbers every instruction, `FROM` and `LABEL` too: `earlier` steps of its stage begin with
    /// the same word.
    pub(crate) fn line_of_every(&self, name: &Name, earlier: usize) -> Option<u32> {
        let stage = &self.stages[self.stage_index(name)?];
        let keyword = name.instruction.split_whitespace().next()?;
        if keyword.eq_ignore_ascii_case("FROM") {
            return Some(stage.line);
        }
        stage.steps.iter().filter(|step| keyword.eq_ignore_ascii_case(step.keyword)).nth(earlier).map(|step| step.line)
    }

    /// The name of the stage that a step is in, `stage-0` where the only stage has none.
    pub(crate) fn stage_name(&self, name: &Name) -> Option<String> {
        name.position?;
        let only = || self.stages.first().and_then(|stage| stage.name.clone()).unwrap_or_else(|| "stage-0".to_owned());
        Some(name.stage.clone().unwrap_or_else(only))
    }

    /// The line of the `FROM` whose base a text has in quotes.
    pub(crate) fn line_of_base(&self, said: &str) -> Option<u32> {
        self.stages.iter().find(|stage| said.contains(&format!("{:?}", stage.base))).map(|stage| stage.line)
    }

    /// Whether there is such a stage to build up to: by name, or by its number.
    pub(crate) fn has_target(&self, target: &str) -> bool {
        let numbered = target.parse::<usize>().is_ok_and(|number| number < self.stages.len());
        numbered || self.stages.iter().any(|stage| stage.is_named(target))
    }

    /// Nothing is known of it, not even a mistake: the engine fetches it by itself.
    pub(crate) fn is_unknown(&self) -> bool {
        self.stages.is_empty() && self.mistake.is_none()
    }

    /// The place of a step's stage among the stages, from 0.
    pub(crate) fn stage_index(&self, name: &Name) -> Option<usize> {
        name.position?;
        let Some(wanted) = &name.stage else {
            return (self.stages.len() == 1).then_some(0);
        };
        let named = self.stages.iter().position(|stage| stage.is_named(wanted));
        let numbered = || wanted.strip_prefix("stage-")?.parse().ok().filter(|number| *number < self.stages.len());
        named.or_else(numbered)
    }
}

impl Stage {
    fn is_named(&self, wanted: &str) -> bool {
        self.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(wanted))
    }
}

/// The instructions that the builder numbers.
fn step(text: &str, instruction: &Instruction<'_>) -> Option<Step> {
    let (keyword, start) = match instruction {
        Instruction::Run(run) => ("RUN", run.run.span.start),
        Instruction::Copy(copy) => ("COPY", copy.copy.span.start),
        Instruction::Add(add) => ("ADD", add.add.span.start),
        Instruction::Workdir(workdir) => ("WORKDIR", workdir.workdir.span.start),
        _ => return None,
    };
    Some(Step { keyword, line: line(text, start) })
}

fn line(text: &str, at: usize) -> u32 {
    let before = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    const TWO_STAGES: &str = "\
# syntax=docker/dockerfile:1
ARG BASE=busybox

FROM ${BASE} AS Build
WORKDIR /src
ENV A=1
COPY . .
RUN echo one && \\
    echo two
RUN <<END
RUN in the text is not an instruction
END

FROM scratch
COPY --from=build /src /
CMD [\"/x\"]
";

    fn line_of(dockerfile: &str, vertex: &str) -> Option<u32> {
        Dockerfile::parse(dockerfile).line(&Name::parse(vertex))
    }

    #[test]
    fn a_step_is_found_by_its_stage_and_number() {
        for (vertex, line) in [
            ("[build 1/5] FROM docker.io/library/busybox:latest@sha256:1234", 4),
            ("[build 2/5] WORKDIR /src", 5),
            ("[build 3/5] COPY . .", 7),
            ("[build 4/5] RUN echo one &&     echo two", 8),
            ("[build 5/5] RUN <<END (RUN in the text...)", 10),
            ("[stage-1 1/1] COPY --from=build /src /", 15),
            ("[linux/arm64 build 3/5] COPY . .", 7),
            ("[linux/amd64->arm64 build  3/15] COPY . .", 4),
        ] {
            assert_eq!(line_of(TWO_STAGES, vertex), Some(line), "{vertex}");
        }
    }

    #[test]
    fn what_a_base_image_triggers_stands_on_its_from() {
        let dockerfile = "FROM onbuild\nRUN a\nRUN b\n";
        assert_eq!(line_of(dockerfile, "[1/4] FROM docker.io/library/onbuild"), Some(1));
        assert_eq!(line_of(dockerfile, "[2/4] COPY . /app"), Some(1));
        assert_eq!(line_of(dockerfile, "[3/4] RUN a"), Some(2));
        assert_eq!(line_of(dockerfile, "[4/4] RUN b"), Some(3));
    }

    #[test]
    fn a_line_is_not_guessed() {
        assert_eq!(line_of(TWO_STAGES, "[internal] load build definition from Dockerfile"), None);
        assert_eq!(line_of(TWO_STAGES, "exporting to image"), None);
        assert_eq!(line_of(TWO_STAGES, "[other 2/5] RUN x"), None);
        assert_eq!(line_of(TWO_STAGES, "[build 3/5] RUN x"), None, "line 7 is a COPY");
        assert_eq!(line_of(TWO_STAGES, "[build 2/3] RUN x"), None, "fewer steps than the Dockerfile has");
        assert_eq!(line_of(TWO_STAGES, "[1/1] RUN x"), None, "two stages, and it says not which");
    }

    #[test]
    fn the_stage_of_a_step_has_a_name_even_when_it_is_the_only_one() {
        let stage = |dockerfile, vertex| Dockerfile::parse(dockerfile).stage_name(&Name::parse(vertex));
        assert_eq!(stage("FROM a\nRUN b\n", "[2/2] RUN b").as_deref(), Some("stage-0"));
        assert_eq!(stage("FROM a AS web\nRUN b\n", "[2/2] RUN b").as_deref(), Some("web"));
        assert_eq!(stage(TWO_STAGES, "[stage-1 1/1] COPY a b").as_deref(), Some("stage-1"));
        assert_eq!(stage(TWO_STAGES, "[internal] load .dockerignore"), None);
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        let mistake = |text| Dockerfile::parse(text).mistake.unwrap();
        assert_eq!(mistake("FROM a\nRUNN b\n").line, Some(2));
        assert_eq!(mistake("RUN b\n").line, Some(1));
        assert_eq!(mistake("# nothing\n").line, None);
        assert!(Dockerfile::parse("\u{feff}FROM a\r\nRUN b\r\n").mistake.is_none());
    }

    #[test]
    fn a_base_that_is_complained_of_is_found() {
        let said = "failed to parse stage name \"busybox:UPPER/x\": invalid reference format";
        assert_eq!(Dockerfile::parse("FROM a\nFROM busybox:UPPER/x\n").line_of_base(said), Some(2));
        assert_eq!(Dockerfile::parse("FROM other\n").line_of_base(said), None);
    }

    #[test]
    fn targets_are_names_or_numbers() {
        let dockerfile = Dockerfile::parse(TWO_STAGES);
        assert!(dockerfile.has_target("build") && dockerfile.has_target("BUILD") && dockerfile.has_target("1"));
        assert!(!dockerfile.has_target("2") && !dockerfile.has_target("test"));
    }
}
