//! Opens the browser of the person at the terminal.

use std::io::{self, IsTerminal};
use std::process::{Command, Stdio};

/// Opens the address, when there is a person at a terminal. That it cannot is no failure: the address has been printed.
pub(super) fn open(url: &str) {
    if !(io::stdout().is_terminal() && io::stderr().is_terminal()) {
        return;
    }
    // On Windows not `cmd /c start`, which takes the `&` of a query for the end of the command.
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let _ = command.spawn();
}
