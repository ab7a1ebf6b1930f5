use naru_view::{ContainerChanges, ContainerWritable, FilePreview, FolderRead, Found};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::Engine;
use crate::error::Result;
use crate::files::{self, Look};

/// The files of a container.
impl Engine {
    /// What a container's own writable layer amounts to.
    pub async fn container_writable(&self, container: &str) -> Result<ContainerWritable> {
        let connection = self.connection()?;
        files::writable(&connection, container).await.map_err(|error| about(error, &connection.engine.address, container))
    }

    /// Every file that a container added, changed or deleted.
    pub async fn container_changes(&self, container: &str) -> Result<ContainerChanges> {
        let connection = self.connection()?;
        files::changes(&connection, container).await.map_err(|error| about(error, &connection.engine.address, container))
    }

    /// What is in a folder of a container, running or not; `told` hears of it while it is read, and slows the reading down when it is full.
    pub async fn list_folder(&self, look: &Look, told: mpsc::Sender<FolderRead>, cancel: CancellationToken) -> Result<Found> {
        let connection = self.connection()?;
        let found = files::list(&connection, &self.hub.files, look, told, cancel).await;
        found.map_err(|error| about(error, &connection.engine.address, &look.container))
    }

    /// The beginning of a file of a container.
    pub async fn preview_file(&self, container: &str, path: &str, cancel: CancellationToken) -> Result<FilePreview> {
        let connection = self.connection()?;
        let preview = files::preview(&connection, container, path, cancel).await;
        preview.map_err(|error| about(error, &connection.engine.address, container))
    }
}

fn about(error: crate::Error, address: &str, container: &str) -> crate::Error {
    error.at(address).with("container", container)
}
