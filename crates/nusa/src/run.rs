//! From the words that were typed to the command that does them.

use nusa_store::backup::Standing;

use crate::{
    cli::{Cli, Command, Export, Import, Sync, Tls, User},
    commands::{
        backup, doctor, enrol, export_journal, import_journal, import_products, rebuild, restore,
        serve, sync_once, tls_init, user_add, verify,
    },
    demo,
    exit::Failure,
    logs,
};

/// Whatever this process writes (databases with their logs, copies of them, exports, pictures, the mark)
/// holds somebody's trade or how people sign in: files are made 0600 and directories 0700.
fn keep_to_ourselves() {
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Does what was typed.
///
/// # Errors
/// Why it was not done; the code that scripts see is in the failure.
pub fn run(cli: Cli) -> Result<(), Failure> {
    keep_to_ourselves();
    match &cli.command {
        Command::Serve(_) => logs::start("info"),
        _ => logs::start("warn"),
    }
    match cli.command {
        Command::Serve(options) => serve::run(&options),
        Command::Demo(options) => demo::run(&options),
        Command::Enrol(options) => enrol::run(&options),
        Command::User {
            command:
                User::Add {
                    data,
                    name,
                    role,
                    branch,
                    password_stdin: _,
                },
        } => user_add::run(
            &data,
            &name,
            &role,
            branch.as_deref(),
            std::io::stdin().lock(),
        ),
        Command::Import {
            command:
                Import::Products {
                    file,
                    data,
                    dry_run,
                },
        } => import_products::run(&file, &data, dry_run),
        Command::Import {
            command: Import::Journal { file, data },
        } => import_journal::run(&file, &data),
        Command::Export {
            command: Export::Journal { data, out, since },
        } => export_journal::run(&data, &out, since),
        Command::Tls {
            command: Tls::Init { data, name },
        } => tls_init::run(&data, &name),
        Command::Sync {
            command: Sync::Once { data },
        } => sync_once::run(&data),
        Command::Verify(options) => verify::run(&options.data),
        Command::Rebuild(options) => rebuild::run(&options.data),
        Command::Backup { data, file } => backup::run(&data, &file),
        Command::Restore {
            file,
            data,
            key,
            set_aside,
        } => {
            let standing = if set_aside {
                Standing::SetAside
            } else {
                Standing::Kept
            };
            restore::run(&file, &data, key.as_deref(), standing)
        }
        Command::Doctor(options) => doctor::run(&options.data),
    }
}
