//! What a form can offer of what the engine has.

use naru_command::{Command, NetworkLs, VolumeLs};
use naru_view::{Answer, Outcome, RunChoices};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::engine::Engine;
use crate::error::Result;

impl Engine {
    /// The networks and the named volumes that a container can have.
    pub async fn run_choices(&self) -> Result<RunChoices> {
        let (networks, volumes) = tokio::join!(
            self.look(Command::NetworkLs(NetworkLs::new())),
            // Somebody who wants a volume again knows it by a name of their own.
            self.look(Command::VolumeLs(VolumeLs::new()))
        );
        let mut choices = RunChoices::default();
        if let Outcome::Answer { answer: Answer::Networks { networks } } = networks? {
            choices.networks = networks.into_iter().map(|network| network.name).collect();
        }
        if let Outcome::Answer { answer: Answer::Volumes { volumes } } = volumes? {
            choices.volumes = volumes.into_iter().filter(|volume| !volume.anonymous).map(|volume| volume.name).collect();
        }
        Ok(choices)
    }

    /// Asks the engine something that changes nothing, and tells nothing on its way.
    async fn look(&self, command: Command) -> Result<Outcome> {
        let (sender, _) = mpsc::channel(1);
        self.perform(&command, sender, CancellationToken::new()).await
    }
}
