//! A docker command is a value.
//!
//! [`Command`] is what a form edits, a button holds, the strip shows and the engine performs. This crate is pure: no I/O,
//! no async, no engine. It renders a command as the line a person would type ([`render`]), in the shell they use, each part
//! with its role and the key of its explanation, and it turns the text of a form into a command ([`draft_run`],
//! [`draft_build`]) with each mistake at its field.

mod command;
mod draft;
mod keys;
mod line;
mod path;
mod place;
mod port;
mod reference;
mod render;
mod shell;
mod value;
mod verb;
mod verbs;

pub use command::{Build, BuildArg, Command, ImageHistory, ImageInspect, ImageLs, Logs, Ps, Pull, Rm, Run, Stop, Target, Targets};
pub use draft::{BuildForm, Draft, FieldProblem, FieldProblemCode, RunForm, draft_build, draft_run};
pub use keys::message_keys;
pub use line::{Line, Part, Role};
pub use place::{EngineFlag, Place};
pub use port::{PortBinding, PortMapping, PortMappingError, PortProtocol, PortRange};
pub use reference::{ImageReference, ReferenceError};
pub use render::render;
pub use shell::Shell;
pub use value::{ContainerName, ContainerNameError};
