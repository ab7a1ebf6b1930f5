//! The names that `BuildKit` gives its steps.

/// What a step's name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// `build`, `stage-1`; none where there is one stage only, and for internal steps.
    pub(crate) stage: Option<String>,
    /// The step's number in its stage, from 1, and how many there are; none for internal steps.
    pub(crate) position: Option<(usize, usize)>,
    /// What is done, without the brackets before it.
    pub(crate) instruction: String,
}

/// Where a step is shown among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// What the builder does for itself before: loading the Dockerfile, the context, what is known of base images.
    Before,
    /// An instruction of the Dockerfile.
    Dockerfile,
    /// Writing and naming the image.
    After,
}

impl Name {
    /// Reads `[build 2/4] RUN make`, `[2/4] RUN make`, `[linux/arm64 build 2/4] …`, `[internal] load …`, `exporting to image`.
    pub(crate) fn parse(name: &str) -> Self {
        let plain = Self { stage: None, position: None, instruction: name.to_owned() };
        let Some((inside, instruction)) = name.strip_prefix('[').and_then(|rest| rest.split_once(']')) else { return plain };
        let instruction = instruction.trim_start().to_owned();
        let mut words: Vec<&str> = inside.split_whitespace().collect();
        let Some(position) = words.pop().and_then(position) else {
            return Self { instruction, ..plain };
        };
        // A platform comes before the stage, and only a platform has a slash.
        let stage = words.pop().filter(|word| !word.contains('/')).map(str::to_owned);
        Self { stage, position: Some(position), instruction }
    }

    /// Where it is shown.
    pub(crate) fn part(&self) -> Part {
        const AFTER: [&str; 7] = ["exporting", "writing", "naming", "preparing", "unpacking", "pushing", "sending"];
        if self.position.is_some() {
            return Part::Dockerfile;
        }
        let first = self.instruction.split_whitespace().next().unwrap_or_default();
        if AFTER.contains(&first) { Part::After } else { Part::Before }
    }

    /// The image whose description this step loads, when it does that.
    pub(crate) fn base_image(&self) -> Option<&str> {
        self.instruction.strip_prefix("load metadata for ").map(str::trim)
    }
}

fn position(word: &str) -> Option<(usize, usize)> {
    let (index, total) = word.split_once('/')?;
    let (index, total) = (index.parse().ok()?, total.parse().ok()?);
    (1..=total).contains(&index).then_some((index, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_real_builds() {
        let numbered = |stage: Option<&str>, position, instruction: &str| Name {
            stage: stage.map(str::to_owned),
            position: Some(position),
            instruction: instruction.to_owned(),
        };
        for (name, read) in [
            ("[build 2/4] RUN make", numbered(Some("build"), (2, 4), "RUN make")),
            ("[stage-1 1/2] FROM docker.io/library/a", numbered(Some("stage-1"), (1, 2), "FROM docker.io/library/a")),
            ("[2/4] RUN [ -f x ] && echo ]", numbered(None, (2, 4), "RUN [ -f x ] && echo ]")),
            ("[build  2/14] RUN make", numbered(Some("build"), (2, 14), "RUN make")),
            ("[linux/arm64 2/4] RUN make", numbered(None, (2, 4), "RUN make")),
            ("[linux/amd64->arm64 build 2/4] RUN make", numbered(Some("build"), (2, 4), "RUN make")),
        ] {
            assert_eq!(Name::parse(name), read, "{name}");
            assert_eq!(Name::parse(name).part(), Part::Dockerfile, "{name}");
        }
    }

    #[test]
    fn what_the_builder_does_for_itself() {
        for (name, instruction, part) in [
            ("[internal] load .dockerignore", "load .dockerignore", Part::Before),
            ("[auth] library/nginx:pull token for r.example", "library/nginx:pull token for r.example", Part::Before),
            ("copy /context /", "copy /context /", Part::Before),
            ("exporting to image", "exporting to image", Part::After),
            ("[unfinished", "[unfinished", Part::Before),
        ] {
            let read = Name::parse(name);
            assert_eq!((read.instruction.as_str(), read.part(), read.position), (instruction, part, None), "{name}");
        }
        assert_eq!(Name::parse("[internal] load metadata for docker.io/library/a:1").base_image(), Some("docker.io/library/a:1"));
    }
}
