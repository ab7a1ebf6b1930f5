//! A docker command is a value.
//!
//! [`Command`] is what a form edits, a button holds, the strip shows and the engine performs. This crate is pure: no I/O,
//! no async, no engine. It reads the line that a person types ([`parse`]) and writes it again ([`render`]), in the shell they
//! use, each part with its role and the key of its explanation, and it turns the text of a form into a command
//! ([`draft_run`], [`draft_build`]) with each mistake at its field.
//!
//! One table for each docker command says what there is to know about its words; everything else derives from it.

#[macro_use]
mod table;
mod care;
mod commands;
mod draft;
mod engine_flags;
mod flags;
mod further;
mod keys;
mod line;
mod mask;
mod nearest;
mod parse;
mod path;
mod place;
mod port;
mod reference;
mod render;
mod scan;
mod shell;
mod understand;
mod value;
mod values;

pub use care::Care;
pub use commands::*;
pub use draft::{
    BuildForm, ClaimedPort, CommitDraft, CommitForm, Draft, FieldProblem, FieldProblemCode, NameParts, RunDraft, RunForm, VolumeText,
    draft_build, draft_commit, draft_rename, draft_run, run_form,
};
pub use engine_flags::Globals;
pub use flags::{FlagInfo, commands, flags};
pub use further::{Further, further};
pub use keys::message_keys;
pub use line::{Line, Part, Role, ShellVersion};
pub use parse::{ExplainedPart, Here, ImagePart, ImagePartKind, ParseCode, ParseError, Parsed, parse, parse_all};
pub use place::{EngineFlag, Place};
pub use port::{PortBinding, PortMapping, PortMappingError, PortProtocol, PortRange};
pub use reference::{ImageReference, ReferenceError};
pub use render::{render, render_with};
pub use shell::Shell;
pub use understand::{Understanding, Understood, understand};
pub use value::{ContainerName, ContainerNameError};
pub use values::{
    Cpus, Duration, EnvVar, ExposedPort, Filter, GpuRequest, HostMapping, KeyValue, MemoryLimit, MemorySize, Mount, MountError, MountKind,
    NetworkAttachment, PairError, RestartPolicy, Secret, SizeError, Ulimit, Volume, VolumeError,
};
