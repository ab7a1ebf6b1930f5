//! Why a build failed, as a code.

use bollard::errors::Error as BollardError;
use naru_command::Build;
use naru_view::{BuildStep, ProblemCode};

use super::progress::Fold;
use super::vertex::Name;
use crate::error::Error;
use crate::refusal;

/// What the end of a build's answer means, with what is known of its steps.
pub(crate) fn failure(error: BollardError, fold: &Fold, build: &Build) -> Error {
    let said = match error {
        BollardError::DockerStreamError { error } => error,
        BollardError::DockerResponseServerError { status_code, message } => return refusal::of_answer(status_code, &message),
        other => return refusal::of_bollard(other),
    };
    if let Some((step, name)) = fold.failed() {
        return of_step(step, name, &said);
    }
    let mistake = fold.dockerfile.mistake.as_ref();
    if mistake.is_some() || said.contains(PARSE_ERROR) {
        let line = syntax_line(&said).or_else(|| mistake?.line);
        return with_line(Error::new(ProblemCode::DockerfileInvalid, said), line);
    }
    match &build.target {
        Some(target) if !fold.dockerfile.is_unknown() && !fold.dockerfile.has_target(target) => {
            Error::new(ProblemCode::InvalidValue, said).with("value", target)
        }
        _ => of_nothing_known(said, fold),
    }
}

fn of_nothing_known(said: String, fold: &Fold) -> Error {
    let error = refusal::of_answer(500, &said);
    match error.code() {
        // The tag is known to be valid: the name that is not stands in the Dockerfile.
        ProblemCode::InvalidReference => {
            let line = fold.dockerfile.line_of_base(&said);
            with_line(Error::new(ProblemCode::DockerfileInvalid, said), line)
        }
        _ => error,
    }
}

fn of_step(step: &BuildStep, name: &Name, said: &str) -> Error {
    let words = step.error.as_deref().unwrap_or(said);
    let base =
        name.base_image().or_else(|| step.instruction.strip_prefix("FROM ")?.split_whitespace().find(|word| !word.starts_with("--")));
    if let Some(image) = base {
        let error = refusal::of_answer(500, words);
        let code = match error.code() {
            // The step is about one image, so that nothing else can be what was not found.
            ProblemCode::EngineRefused if words.contains("not found") => ProblemCode::ImageNotFound,
            code => code,
        };
        return Error::new(code, said).with("image", familiar(image));
    }
    let error = with_line(Error::new(ProblemCode::BuildStepFailed, said).with("step", &step.name), step.line);
    match exit_code(words) {
        Some(code) => error.with("exitCode", code.to_string()),
        None => error,
    }
}

fn with_line(error: Error, line: Option<u32>) -> Error {
    match line {
        Some(line) => error.with("line", line.to_string()),
        None => error,
    }
}

/// The name as a Dockerfile has it: `busybox:1`, not `docker.io/library/busybox:1@sha256:…`.
fn familiar(image: &str) -> &str {
    let image = image.split_once('@').map_or(image, |(name, _)| name);
    let image = image.strip_prefix("docker.io/").unwrap_or(image);
    image.strip_prefix("library/").unwrap_or(image)
}

/// The exit code in `exit code: 3`, with which every engine's words for a `RUN` that failed end; podman's in `exit status 3`.
fn exit_code(words: &str) -> Option<u32> {
    let (_, code) = words.rsplit_once("exit code: ").or_else(|| words.rsplit_once("exit status "))?;
    code.trim().parse().ok()
}

/// How every engine begins to say that it cannot read a Dockerfile.
const PARSE_ERROR: &str = "ockerfile parse error";

/// The line in `dockerfile parse error on line 3: …` (20.10 says `error line 3`).
fn syntax_line(said: &str) -> Option<u32> {
    let (_, rest) = said.split_once(PARSE_ERROR)?;
    let digits = rest.split_once("line ").map(|(_, digits)| digits).unwrap_or_default();
    let end = digits.find(|character: char| !character.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_of_real_engines() {
        assert_eq!(exit_code("executor failed running [/bin/sh -c exit 3]: exit code: 3"), Some(3));
        assert_eq!(exit_code("process \"/bin/sh -c exit 42\" did not complete successfully: exit code: 42"), Some(42));
        assert_eq!(exit_code("building at STEP \"RUN exit 3\": while running runtime: exit status 3\n"), Some(3));
        assert_eq!(exit_code("process \"/bin/sh -c echo exit code: 1\" did not complete: killed"), None);
    }

    #[test]
    fn lines_of_real_engines() {
        let old = "failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 2: unknown instruction: RUNN";
        let new = "failed to solve: dockerfile parse error on line 12: unknown instruction: RUNN (did you mean RUN?)";
        assert_eq!(syntax_line(old), Some(2));
        assert_eq!(syntax_line(new), Some(12));
        assert_eq!(syntax_line("process failed on line 3"), None);
    }

    #[test]
    fn images_are_named_as_in_a_dockerfile() {
        assert_eq!(familiar("docker.io/library/busybox:1@sha256:12"), "busybox:1");
        assert_eq!(familiar("docker.io/devwikirepo/web"), "devwikirepo/web");
        assert_eq!(familiar("localhost:5000/library/web"), "localhost:5000/library/web");
    }
}
