//! A docker command is a value.
//!
//! [`Command`] is what a form edits, a button holds, the strip shows and the engine performs. This crate is pure: no I/O,
//! no async, no engine. It renders a command as the line a person would type ([`render`]), in the shell they use, each part
//! with its role and the key of its explanation, and it turns the text of a form into a command ([`draft_run`],
//! [`draft_build`]) with each mistake at its field.

mod command;
mod draft;
mod line;
mod place;
mod port;
mod reference;
mod render;
mod shell;
mod value;

pub use command::{
    BuildArg, Build, Command, ImageHistory, ImageInspect, ImageLs, Logs, Ps, Pull, Rm, Run, Target, Targets, Stop,
};
pub use draft::{BuildForm, Draft, FieldProblem, FieldProblemCode, RunForm, draft_build, draft_run};
pub use line::{Line, Part, Role};
pub use place::{EngineFlag, Place};
pub use port::{PortMapping, PortMappingError};
pub use reference::{ImageReference, ReferenceError};
pub use render::render;
pub use shell::Shell;
pub use value::{ContainerName, ContainerNameError};
