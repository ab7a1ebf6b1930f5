use thiserror::Error;

/// Why no lab can run on this machine, in words for whoever has to change that.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unavailable {
    /// Labs are made of Linux namespaces.
    #[error("a lab runs on Linux only: it is made of Linux namespaces and Debian's engine")]
    NotLinux,
    /// Network namespaces, mounts and an engine need root.
    #[error("a lab needs root (it makes namespaces and mounts of its own): run the same command with sudo")]
    NotRoot,
    /// A program is not installed.
    #[error("`{program}` is not installed: apt-get install {package}")]
    MissingProgram {
        /// The program that was looked for on the PATH.
        program: String,
        /// The Debian package that holds it.
        package: String,
    },
    /// Root, but not allowed to make namespaces: a container, mostly.
    #[error("this machine does not let its root make namespaces or mounts (a container without privileges?): {reason}")]
    NoNamespaces {
        /// What the kernel's refusal looked like.
        reason: String,
    },
    /// apt does not know a Debian archive, so the engines' trees can't be made.
    #[error("apt's configuration names no Debian archive to make the engines' trees from: set NARU_DEBIAN_MIRROR to the address of one")]
    NoMirror,
    /// The archive's signatures can't be checked.
    #[error("no keyring of the Debian archive is here: apt-get install debian-archive-keyring")]
    NoKeyring,
}
