//! `.dockerignore` against the docker CLI: the same folder, the same rules, the same files in the image.

use std::collections::BTreeSet;
use std::io::Read;
use std::os::unix::fs::symlink;
use std::path::Path;

use naru_view::ProblemCode;

use crate::common::{Bench, build_of, write};

/// What there is to leave out.
const FILES: [&str; 31] = [
    "Dockerfile",
    "README.md",
    "README-secret.md",
    "a.txt",
    "b.txt",
    "B.txt",
    "ab",
    "a/b",
    "a/c",
    "a/b.txt/deep",
    "foo",
    "xfoo",
    "sub/foo",
    "sub/xfoo",
    "sub/deep/foo/bar",
    "foobar/baz",
    "temp/x",
    "sub/temporary/y",
    "sub/deep/temp1",
    "node_modules/m/index.js",
    "web/node_modules/m/index.js",
    "web/src/main.ts",
    "web/src/main.test.ts",
    "#comment",
    "!bang",
    "with space/file",
    "*star",
    "[x]",
    "back\\slash",
    ".hidden/.env",
    "한글/파일",
];

/// Each a `.dockerignore`.
const RULES: [&str; 34] = [
    "",
    "*.md\n!README.md\n",
    "!README.md\n*.md\n",
    "*.md\n!README*.md\nREADME-secret.md\n",
    "*\n!a\n!web/src\n",
    "*\n!web/src/main.ts\n!**/foo\n",
    "*\n!sub/*\nsub/foo\n",
    "**\n!a.txt\n",
    "**/foo\n",
    "**foo\n",
    "**fo?\n",
    "foo**\n",
    "foo*/**\n",
    "sub/**\n",
    "sub/**/foo\n",
    "**/node_modules\n**/*.test.ts\n",
    "*/temp*\n*/*/temp*\ntemp?\n",
    "/a/\n./sub\nweb/../temp\n",
    "\u{feff}# a comment\n  #comment  \n\n\tfoo\r\n",
    "#comment\n",
    "\\#comment\n\\!bang\n\\*star\n",
    "!!bang\n*bang\n",
    "[ab].txt\n[^a]b\n",
    "\\[x\\]\nback\\\\slash\n",
    "a\n!a/b\na\n",
    "a\n!a/b*\na/b.txt/deep\n",
    "sub\n!sub/deep\nsub/deep/foo\n!sub/deep/foo/bar\n",
    ".*\n",
    "with space\n한?/파*\n",
    "..\n/\n.\n../foo\n",
    "a//b\na/./c\n",
    "?\n??\n",
    "**/*\n!**/deep\n",
    "foo/bar/../..\nsub/*/\n",
];

pub async fn are_those_of_docker(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    for file in FILES {
        write(folder.path(), file, "x");
    }
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    symlink("sub", folder.path().join("link")).unwrap();
    write(folder.path(), "Dockerfile", "FROM scratch\nCOPY . /c/\n");
    for rules in RULES {
        write(folder.path(), ".dockerignore", rules);
        same_as_docker(bench, folder.path(), rules).await;
    }
    // The rules that are named after the Dockerfile come first, even when there are none in them.
    write(folder.path(), ".dockerignore", "sub\n");
    for rules in ["web\n", "", "# nothing\n"] {
        write(folder.path(), "Dockerfile.dockerignore", rules);
        same_as_docker(bench, folder.path(), &format!("beside the Dockerfile: {rules:?}")).await;
    }
}

async fn same_as_docker(bench: &Bench, folder: &Path, rules: &str) {
    let built = bench.build(build_of(folder, "rules-ours")).await;
    built.image();
    bench.docker(&["create", "--name", "rules-ours", "rules-ours", "/x"]).await;
    let ours = files(&bench.docker_bytes(&["export", "rules-ours"]).await);
    bench.docker(&["rm", "rules-ours"]).await;
    let theirs = files(&bench.docker_bytes(&["build", "--quiet", "--output", "type=tar,dest=-", folder.to_str().unwrap()]).await);
    let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).cloned().collect::<Vec<_>>();
    assert_eq!((only(&ours, &theirs), only(&theirs, &ours)), (vec![], vec![]), "{rules:?}: only ours, only docker's");
}

/// What was copied, but the Dockerfile: a tar has to bring it even when the rules leave it out, where the CLI sends it by itself.
fn files(tar: &[u8]) -> BTreeSet<String> {
    let mut archive = tar::Archive::new(tar);
    let mut files = BTreeSet::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        entry.read_to_end(&mut Vec::new()).unwrap();
        let path = entry.path().unwrap().display().to_string();
        if let Some(path) = path.strip_prefix("c/").filter(|path| !path.is_empty() && *path != "Dockerfile") {
            files.insert(path.trim_end_matches('/').to_owned());
        }
    }
    files
}

pub async fn that_docker_refuses_are_refused(bench: &Bench) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "Dockerfile", "FROM scratch\nCOPY . /c/\n");
    for (rules, pattern) in
        [("ok\n[\n", "["), ("[z-a]\n", "[z-a]"), ("!\n", "!"), ("!/\n", "!/"), ("a\\\n", "a\\"), ("[]a]\n", "[]a]"), ("[-a]\n", "[-a]")]
    {
        write(folder.path(), ".dockerignore", rules);
        let problem = bench.build(build_of(folder.path(), "")).await.outcome.unwrap_err().problem();
        assert_eq!((problem.code, problem.params["value"].as_str()), (ProblemCode::InvalidValue, pattern), "{rules:?}");
        let docker = bench.lab.docker(&["build", "--quiet", folder.path().to_str().unwrap()]).output().unwrap();
        assert!(!docker.status.success(), "docker takes {rules:?}, and Naru does not");
    }
}
