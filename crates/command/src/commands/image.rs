//! Commands about images.

use crate::{Filter, ImageReference, table::FlagSpec};

command! {
    /// `docker pull`
    Pull;
    flags {
        /// `-a`: every tag of the repository.
        all_tags: bool = Switch("all-tags") { .short('a') };
        /// `--platform`
        platform: Option<String> = Platform("platform") { .value("platform.name") };
        /// `-q`: no progress.
        quiet: bool = Switch("quiet") { .short('q') };
    }
    known [FlagSpec::known("disable-content-trust")]
    arguments {
        /// What to pull.
        image: ImageReference = Needed(Image, "image.reference");
    }
}

command! {
    /// `docker push`
    Push;
    flags {
        /// `-a`: every tag of the repository.
        all_tags: bool = Switch("all-tags") { .short('a') };
        /// `--platform`
        platform: Option<String> = Platform("platform") { .value("platform.name") };
        /// `-q`: no progress.
        quiet: bool = Switch("quiet") { .short('q') };
    }
    known [FlagSpec::known("disable-content-trust")]
    arguments {
        /// What to push.
        image: ImageReference = Needed(Image, "image.reference");
    }
}

command! {
    /// `docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]`
    Tag;
    flags {}
    known []
    arguments {
        /// The image that there is.
        source: ImageReference = Needed(Image, "image.reference");
        /// What else it is called from then on.
        target: ImageReference = Needed(Image, "image.name");
    }
}

command! {
    /// `docker image ls [REPOSITORY[:TAG]]`
    #[derive(Default)]
    ImageLs;
    flags {
        /// `-a`: images in between, too.
        all: bool = Switch("all") { .short('a') };
        /// `-q`: only ids.
        quiet: bool = Switch("quiet") { .short('q') };
        /// `--digests`
        digests: bool = Switch("digests");
        /// `-f`
        filter: Vec<Filter> = Many("filter") { .short('f').long_preferred().value("filter.condition") };
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
        /// `--no-trunc`
        no_trunc: bool = Switch("no-trunc");
        /// `--tree`: with their platforms.
        tree: bool = Switch("tree");
    }
    known []
    arguments {
        /// Only images of this name; a pattern may be given.
        #[serde(default)]
        name: Option<String> = Perhaps(Image, "image.pattern");
    }
}

command! {
    /// `docker image inspect`
    ImageInspect;
    flags {
        /// `-f`: a template for what is shown.
        format: Option<String> = One("format") { .short('f').value("format.template") };
        /// `--platform`
        platform: Option<String> = Platform("platform") { .value("platform.name") };
    }
    known []
    arguments {
        /// Its name or id.
        image: String = Needed(Image, "image.reference");
        /// Others.
        #[serde(default)]
        more: Vec<String> = Any(Image, "image.reference");
    }
}

command! {
    /// `docker image history`
    ImageHistory;
    flags {
        /// `--no-trunc`
        no_trunc: bool = Switch("no-trunc");
        /// `-q`: only ids.
        quiet: bool = Switch("quiet") { .short('q') };
        /// `-H`: false gives bytes and times.
        human: Option<bool> = Toggle("human") { .short('H').long_preferred().default("true") };
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
        /// `--platform`
        platform: Option<String> = Platform("platform") { .value("platform.name") };
    }
    known []
    arguments {
        /// Its name or id.
        image: String = Needed(Image, "image.reference");
    }
}

command! {
    /// `docker rmi`
    Rmi;
    flags {
        /// `-f`: even if a container uses it.
        force: bool = Switch("force") { .short('f') };
        /// `--no-prune`: leave its parents without a name.
        no_prune: bool = Switch("no-prune");
        /// `--platform`
        platform: Vec<String> = List("platform") { .value("platform.name") };
    }
    known []
    arguments {
        /// Names or ids; at least one.
        images: Vec<String> = OneOrMore(Image, "image.reference");
    }
}

command! {
    /// `docker save`
    Save;
    flags {
        /// `-o`: absolute; the output when not given.
        output: Option<String> = Path("output") { .short('o').value("tar.file") };
        /// `--platform`
        platform: Option<String> = Platform("platform") { .value("platform.name") };
    }
    known []
    arguments {
        /// Names or ids; at least one.
        images: Vec<String> = OneOrMore(Image, "image.reference");
    }
}

command! {
    /// `docker load`
    Load;
    flags {
        /// `-i`: absolute; the input when not given.
        input: Option<String> = Path("input") { .short('i').value("tar.file") };
        /// `--platform`
        platform: Option<String> = Platform("platform") { .value("platform.name") };
        /// `-q`: no progress.
        quiet: bool = Switch("quiet") { .short('q') };
    }
    known []
    arguments {}
}

command! {
    /// `docker import file|URL|- [REPOSITORY[:TAG]]`
    Import;
    flags {
        /// `-c`: an instruction of a Dockerfile.
        change: Vec<String> = Many("change") { .short('c').value("dockerfile.instruction") };
        /// `-m`
        message: Option<String> = One("message") { .short('m').value("message.text") };
        /// `--platform`
        platform: Option<String> = Platform("platform") { .value("platform.name") };
    }
    known []
    arguments {
        /// An absolute path, a URL, or `-`.
        file: String = TarFile(Path, "tar.file");
        /// What the image is called.
        #[serde(default)]
        image: Option<ImageReference> = Perhaps(Image, "image.name");
    }
}

command! {
    /// `docker search TERM`
    Search;
    flags {
        /// `-f`
        filter: Vec<Filter> = Many("filter") { .short('f').long_preferred().value("filter.condition") };
        /// `--limit`
        limit: Option<u32> = One("limit") { .value("list.count") };
        /// `--format`
        format: Option<String> = One("format") { .value("format.template") };
        /// `--no-trunc`
        no_trunc: bool = Switch("no-trunc");
    }
    known []
    arguments {
        /// What is looked for.
        term: String = Needed(Argument, "search.term");
    }
}
