use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Command;

/// What a command takes away, and so what is said before it is done without its own form: from the history, from a pasted line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Care {
    /// Nothing that cannot be had again.
    None,
    /// What it names is gone for good.
    Removes,
    /// Everything of a list is gone for good.
    RemovesAll,
    /// Whatever is not in use is gone for good.
    Prunes,
    /// The processes of what it names get no time to finish.
    Kills,
    /// Everything of a list stops.
    StopsAll,
}

impl Command {
    /// What it takes away. Every command is named here, so that a new one has to be thought about.
    #[must_use]
    pub const fn care(&self) -> Care {
        match self {
            Self::Rm(_) | Self::Rmi(_) | Self::NetworkRm(_) | Self::VolumeRm(_) | Self::ComposeDown(_) => Care::Removes,
            Self::RmAll(_) | Self::RmiAll(_) => Care::RemovesAll,
            Self::ContainerPrune(_) | Self::ImagePrune(_) | Self::NetworkPrune(_) | Self::VolumePrune(_) | Self::SystemPrune(_) => {
                Care::Prunes
            }
            Self::Kill(_) => Care::Kills,
            Self::StopAll(_) => Care::StopsAll,
            Self::Run(_)
            | Self::Create(_)
            | Self::Start(_)
            | Self::Stop(_)
            | Self::Restart(_)
            | Self::Pause(_)
            | Self::Unpause(_)
            | Self::Rename(_)
            | Self::Wait(_)
            | Self::Attach(_)
            | Self::Exec(_)
            | Self::Logs(_)
            | Self::Ps(_)
            | Self::Top(_)
            | Self::Stats(_)
            | Self::Port(_)
            | Self::Diff(_)
            | Self::Commit(_)
            | Self::Cp(_)
            | Self::Export(_)
            | Self::ContainerInspect(_)
            | Self::Pull(_)
            | Self::Push(_)
            | Self::Tag(_)
            | Self::ImageLs(_)
            | Self::ImageInspect(_)
            | Self::ImageHistory(_)
            | Self::Save(_)
            | Self::Load(_)
            | Self::Import(_)
            | Self::Search(_)
            | Self::Build(_)
            | Self::Login(_)
            | Self::Logout(_)
            | Self::NetworkLs(_)
            | Self::NetworkCreate(_)
            | Self::NetworkInspect(_)
            | Self::NetworkConnect(_)
            | Self::NetworkDisconnect(_)
            | Self::VolumeLs(_)
            | Self::VolumeCreate(_)
            | Self::VolumeInspect(_)
            | Self::SystemDf(_)
            | Self::Events(_)
            | Self::Info(_)
            | Self::Version(_)
            | Self::ContextLs(_)
            | Self::ContextUse(_)
            | Self::ContextInspect(_)
            | Self::ComposeUp(_)
            | Self::ComposePs(_)
            | Self::ComposeLogs(_)
            | Self::ComposeStop(_)
            | Self::ComposeStart(_)
            | Self::ComposeRestart(_)
            | Self::ComposeBuild(_)
            | Self::ComposePull(_)
            | Self::ComposeConfig(_) => Care::None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::{Here, Shell, parse};

    #[test]
    fn what_takes_something_away_asks_first_and_nothing_else_does() {
        let here = Here { shell: Shell::Posix, folder: Some("/work".to_owned()), home: None };
        let care = |line: &str| parse(line, &here).expect(line).command.care();
        for line in ["docker rm web", "docker rmi nginx", "docker network rm a", "docker volume rm a", "docker compose down"] {
            assert_eq!(care(line), Care::Removes, "{line}");
        }
        for line in ["docker rm -f $(docker ps -aq)", "docker rmi $(docker images -q)"] {
            assert_eq!(care(line), Care::RemovesAll, "{line}");
        }
        for noun in ["container", "image", "network", "volume", "system"] {
            assert_eq!(care(&format!("docker {noun} prune")), Care::Prunes, "{noun}");
        }
        assert_eq!(care("docker kill web"), Care::Kills);
        assert_eq!(care("docker stop $(docker ps -q)"), Care::StopsAll);
        for line in ["docker run --rm nginx", "docker stop web", "docker ps -a", "docker pull nginx", "docker build ."] {
            assert_eq!(care(line), Care::None, "{line}");
        }
    }
}
