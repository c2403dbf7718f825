//! Nodes to measure: directories that the demo makes, and the release program
//! serving them, each in a process of its own that ends with its owner.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use nusa::demo::{desk::Desk, http::Http, logins, logins::Login};

use crate::{Broken, clock::Watch};

/// The centre's port in a bench; JKT01 takes the next.
pub(crate) const PORT: u16 = 17_410;

const PATIENCE: Duration = Duration::from_secs(30);

/// A serving process.
pub(crate) struct Serving {
    child: Child,
    /// Where it answers.
    pub base: String,
    /// From its start to its first answer.
    pub first_answer: Duration,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program that is measured.
pub(crate) fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/release/nusa")
}

/// Makes fresh directories of a centre and two branches with people, tills and goods.
pub(crate) fn lay(place: &Path) -> Result<PathBuf, Broken> {
    let data = place.join("data");
    let _ = std::fs::remove_dir_all(&data);
    let port = (PORT - 20).to_string();
    let made = Command::new(program())
        .args([
            "demo",
            "--headless",
            "--replay",
            "--baskets",
            "20",
            "--fresh",
            "--port",
            &port,
            "--data",
        ])
        .arg(&data)
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    if made.success() {
        Ok(data)
    } else {
        Err("the demo could not lay the nodes".into())
    }
}

/// Serves the centre.
pub(crate) fn centre(data: &Path) -> Result<Serving, Broken> {
    serve(&data.join("centre"), "centre", PORT)
}

/// Serves the branch JKT01, told where the centre is.
pub(crate) fn branch(data: &Path) -> Result<Serving, Broken> {
    serve(&data.join("JKT01"), "branch", PORT + 1)
}

fn serve(data: &Path, role: &str, port: u16) -> Result<Serving, Broken> {
    let listen = format!("127.0.0.1:{port}");
    let mut command = Command::new(program());
    command
        .args(["serve", "--role", role, "--listen", &listen, "--data"])
        .arg(data);
    if role == "branch" {
        command.args(["--centre", &format!("http://127.0.0.1:{PORT}")]);
    }
    let watch = Watch::start();
    let child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut serving = Serving {
        child,
        base: format!("http://{listen}"),
        first_answer: Duration::ZERO,
    };
    while !answers(port) {
        if watch.elapsed() > PATIENCE {
            return Err(format!("{role} does not answer").into());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    serving.first_answer = watch.elapsed();
    Ok(serving)
}

/// One plain request over a fresh connection, so that the start is not timed by a client's own pauses.
fn answers(port: u16) -> bool {
    use std::io::{Read, Write};
    let Ok(mut socket) = std::net::TcpStream::connect(("127.0.0.1", port)) else {
        return false;
    };
    let request = b"GET /healthz HTTP/1.1\r\nHost: nusa\r\nConnection: close\r\n\r\n";
    let mut answer = [0; 12];
    socket.write_all(request).is_ok()
        && socket.read_exact(&mut answer).is_ok()
        && answer.ends_with(b"200")
}

impl Serving {
    /// Resident memory in KB.
    pub(crate) fn resident_kb(&self) -> i64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        line.and_then(|line| line.split_whitespace().nth(1))
            .and_then(|kb| kb.parse().ok())
            .unwrap_or(-1)
    }

    /// Processor time of all its threads until now: what it did by itself, however busy the machine is.
    pub(crate) fn processor(&self) -> Result<Duration, Broken> {
        let mut spent = Duration::ZERO;
        for thread in std::fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let times = std::fs::read_to_string(thread?.path().join("schedstat"))?;
            let nanos = times.split_whitespace().next().ok_or("no time is told")?;
            spent += Duration::from_nanos(nanos.parse()?);
        }
        Ok(spent)
    }

    /// Somebody of the demo, signed in here.
    pub(crate) async fn desk(&self, data: &Path, login: &str) -> Result<Desk, Broken> {
        let people = logins::keep(data)?;
        let known = |person: &&Login| person.login == login;
        let person = people
            .iter()
            .find(known)
            .ok_or("the demo has no such person")?;
        Ok(Desk::sign_in(&self.base, login, person).await?)
    }

    /// A connection of its own with somebody's session.
    pub(crate) async fn http(&self, data: &Path, login: &str) -> Result<Http, Broken> {
        Ok(self.desk(data, login).await?.http().another())
    }
}
