use crate::parse::{Context, Fault};

/// A flag of a docker command.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FlagSpec {
    /// Without the dashes.
    pub long: &'static str,
    /// Other long names that docker takes for it.
    pub also: &'static [&'static str],
    /// Its one-letter name.
    pub short: Option<char>,
    /// True when the long name is written although there is a short one, as courses do.
    pub long_preferred: bool,
    /// Whether a value follows.
    pub takes: Takes,
    /// The key that explains its value; empty where there is none.
    pub value: &'static str,
    /// What docker does when it is not given, where there is a word for that.
    pub default: Option<&'static str>,
    /// Where it may stand.
    pub stands: Stands,
    /// True where docker takes it and does not show it in its help.
    pub hidden: bool,
    /// How far it is supported.
    pub support: Support,
}

/// Where a flag may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Behind the whole verb.
    Verb,
    /// Behind the first word of it (`docker compose -f … up`).
    Group,
    /// Written there, and taken behind the whole verb, too (`docker compose up --dry-run`).
    Either,
}

/// Whether a value follows a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// It stands alone, or with `=false`.
    Nothing,
    /// A value follows.
    Value,
}

/// How far a flag is supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Support {
    /// It has a field.
    Field,
    /// An older way to write the first argument.
    Argument,
    /// Docker has it; here it is answered by its name.
    Known,
}

impl FlagSpec {
    pub(crate) const fn new(long: &'static str, takes: Takes) -> Self {
        Self {
            long,
            also: &[],
            short: None,
            long_preferred: false,
            takes,
            value: "",
            default: None,
            stands: Stands::Verb,
            hidden: false,
            support: Support::Field,
        }
    }

    /// A switch that docker has and nobody performs.
    pub(crate) const fn known(long: &'static str) -> Self {
        Self { support: Support::Known, ..Self::new(long, Takes::Nothing) }
    }

    /// A flag with a value that docker has and nobody performs.
    pub(crate) const fn known_value(long: &'static str) -> Self {
        Self { support: Support::Known, ..Self::new(long, Takes::Value) }
    }

    /// A flag whose value is the first argument.
    pub(crate) const fn argument(long: &'static str) -> Self {
        Self { support: Support::Argument, ..Self::new(long, Takes::Value) }
    }

    pub(crate) const fn short(self, short: char) -> Self {
        Self { short: Some(short), ..self }
    }

    pub(crate) const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    pub(crate) const fn long_preferred(self) -> Self {
        Self { long_preferred: true, ..self }
    }

    pub(crate) const fn value(self, value: &'static str) -> Self {
        Self { value, ..self }
    }

    pub(crate) const fn default(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    pub(crate) const fn group(self) -> Self {
        Self { stands: Stands::Group, ..self }
    }

    pub(crate) const fn persistent(self) -> Self {
        Self { stands: Stands::Either, ..self }
    }

    pub(crate) const fn hidden(self) -> Self {
        Self { hidden: true, ..self }
    }

    /// True when it is written behind the first word of its verb.
    pub(crate) fn is_of_group(&self) -> bool {
        self.stands != Stands::Verb
    }

    /// As it is written: `-p`, `--name`.
    pub(crate) fn written(&self) -> String {
        match self.short {
            Some(short) if !self.long_preferred => format!("-{short}"),
            _ => format!("--{}", self.long),
        }
    }

    /// True when this is one of its long names.
    pub(crate) fn is_called(&self, long: &str) -> bool {
        self.long == long || self.also.contains(&long)
    }
}

/// What a field says on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written {
    /// The flag alone.
    On,
    /// `--flag=false`
    Off,
    /// The flag and a value.
    Value(String),
    /// Another flag, alone, in its place.
    Instead(&'static str),
}

/// How a flag and a field are of each other.
pub(crate) trait Kind<F> {
    /// Whether a value follows.
    const TAKES: Takes;

    /// Adds what a flag says to a field. A switch's text is `true` when it stands alone.
    fn read(field: &mut F, text: &str, context: &Context<'_>) -> Result<(), Fault>;

    /// What a field says.
    fn write(field: &F) -> Vec<Written>;

    /// Any field; mostly one that is not given.
    #[cfg(test)]
    fn strategy() -> proptest::strategy::BoxedStrategy<F>;
}
