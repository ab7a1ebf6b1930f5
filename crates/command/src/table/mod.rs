//! The form of the tables that say how each docker command is written.
//!
//! A table ([`declare`]) is everything there is to know about one command as text: its flags in the order in which courses
//! write them, and what stands behind them. The value's struct, reading, writing, explaining and the list of message keys
//! all derive from it, so that they cannot disagree.

mod bounded;
mod building;
mod checked;
#[macro_use]
mod declare;
mod flag;
mod kinds;
mod list;
mod rules;
mod slots;
mod special;
#[cfg(test)]
pub(crate) mod whole;

pub(crate) use bounded::{Gpus, Interval, Label, OomScore, OptionWithValue, Swappiness, Sysctl};
pub(crate) use building::{BuildResult, CacheStore, Dockerfile, NamedContext, SecretSource, SshSource};
pub(crate) use checked::{
    Address, AddressV4, AddressV6, Device, DeviceOperations, DeviceRate, DeviceRule, DeviceWeight, Domain, HardwareAddress, HostOnly,
    HostOrPrivate, InnerFolder, Link, ObjectType, Platform, Platforms, ProcessSpace, PullPolicy, SecurityOption, Signal, Stream, Tmpfs,
    VolumesFrom,
};
pub(crate) use flag::{FlagSpec, Kind, Stands, Support, Takes, Written};
pub(crate) use kinds::{Many, One, Path, Paths, Switch, Toggle};
pub(crate) use list::List;
pub(crate) use slots::{Any, ArgumentSpec, BuildContext, CopyPath, Needed, OneOrMore, Perhaps, Rest, Slot, TarFile, too_many};
pub(crate) use special::{FirstTag, MoreTags, OtherFilters, PasswordFlag, Status, Tail, VariableNames};

use crate::{
    Command,
    parse::{Context, Fault},
    scan::{Given, Positional},
};

/// A fault, and where it is; none for what is missing.
pub(crate) type Refused = (Fault, Option<(usize, usize)>);

/// The values of a command: what a table makes of its words, and back.
pub(crate) trait Values: Sized {
    /// In the order in which they are written; behind those with a field, those that docker has and nobody performs.
    const FLAGS: &'static [FlagSpec];
    /// What stands behind the flags, in order.
    const ARGUMENTS: &'static [ArgumentSpec];
    /// True when docker reads no flags behind the first argument (`run`, which hands the rest to the container).
    const STOPS: bool;

    /// The values that these flags and arguments give.
    fn read(given: &[Given<'_>], arguments: &[Positional<'_>], context: &Context<'_>) -> Result<Self, Refused>;

    /// What each flag with a field says, in their order.
    fn flags(&self) -> Vec<Vec<Written>>;

    /// The words behind the flags, argument by argument.
    fn arguments(&self) -> Vec<Vec<String>>;

    /// Any values.
    #[cfg(test)]
    fn sample(runner: &mut proptest::test_runner::TestRunner) -> Self;
}

/// What reading a verb's flags and arguments comes to; the span is none for what is missing.
pub(crate) type Read = fn(&[Given<'_>], &[Positional<'_>], &Context<'_>) -> Result<Command, Refused>;

/// A docker command: its words and its table.
pub(crate) struct Verb {
    /// `image ls`: as courses write it.
    pub words: &'static [&'static str],
    /// Other words for the same (`container run`, `images`).
    pub also: &'static [&'static [&'static str]],
    /// What the keys of its flags begin with; none: its words.
    pub keys: Option<&'static str>,
    /// Its flags.
    pub flags: &'static [FlagSpec],
    /// Its arguments.
    pub arguments: &'static [ArgumentSpec],
    /// See [`Values::STOPS`].
    pub stops: bool,
    /// Makes the command.
    pub read: Read,
}

impl Verb {
    /// The key that explains the verb itself: `image.ls`.
    pub(crate) fn key(&self) -> String {
        self.words.join(".")
    }

    /// The key that explains a flag: `run.publish`. A flag of a group (`compose -f`) is explained once for the group.
    pub(crate) fn flag_key(&self, flag: &FlagSpec) -> String {
        match (flag.is_of_group(), self.keys) {
            (true, _) => format!("{}.{}", self.words[0], flag.long),
            (false, Some(keys)) => format!("{keys}.{}", flag.long),
            (false, None) => format!("{}.{}", self.key(), flag.long),
        }
    }

    /// Every way to write its words.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &'static [&'static str]> {
        std::iter::once(self.words).chain(self.also.iter().copied())
    }
}
