//! A socket between Naru and the engine whose connections can be cut.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::broadcast;
use tokio::task::JoinHandle;

pub struct Proxy {
    folder: tempfile::TempDir,
    cut: broadcast::Sender<()>,
    cuts: AtomicUsize,
    listening: JoinHandle<()>,
}

impl Proxy {
    pub fn start(engine: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join("d.sock")).unwrap();
        let (cut, _) = broadcast::channel(1);
        let sender = cut.clone();
        let listening = tokio::spawn(async move {
            loop {
                let (mut near, _) = listener.accept().await.unwrap();
                let (engine, mut cut) = (engine.clone(), sender.subscribe());
                // Ends with either side, or with a cut; both go away with the proxy, whose sender they wait for.
                tokio::spawn(async move {
                    let mut far = UnixStream::connect(engine).await.unwrap();
                    tokio::select! {
                        _ = copy_bidirectional(&mut near, &mut far) => {}
                        _ = cut.recv() => {}
                    }
                });
            }
        });
        Self { folder, cut, cuts: AtomicUsize::new(0), listening }
    }

    pub fn address(&self) -> String {
        format!("unix://{}", self.folder.path().join("d.sock").display())
    }

    /// Cuts every connection there is. New ones may come at once.
    pub fn cut(&self) {
        self.cuts.fetch_add(1, Ordering::Relaxed);
        // No receiver means no connection to cut, which is a cut too.
        let _ = self.cut.send(());
    }

    pub fn times_cut(&self) -> usize {
        self.cuts.load(Ordering::Relaxed)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listening.abort();
    }
}
