//! The queue of mails on a disk: what is there again, what is erased, what an older
//! file becomes. Knows no server.

use std::os::unix::fs::PermissionsExt;

use super::*;

fn server() -> MailServer {
    MailServer {
        host: "smtp.contoh.id".to_owned(),
        port: 465,
        security: "tls".to_owned(),
        login: "toko".to_owned(),
        secret: "rahasia".to_owned(),
        sender: "struk@contoh.id".to_owned(),
        sender_name: String::new(),
        reply_to: String::new(),
        automatic: true,
        language: "id".to_owned(),
        office: "https://pusat.contoh.id".to_owned(),
    }
}

fn row(n: u8, state: &str) -> Mail {
    Mail {
        id: MailId::from_bytes([n; 16]),
        kind: "receipt".to_owned(),
        to: Some(format!("ani{n}@contoh.id")),
        branch: BranchId(1),
        sale: Some(SaleId::from_bytes([9; 16])),
        language: "id".to_owned(),
        guest: None,
        staff_name: "Sri".to_owned(),
        state: state.to_owned(),
        attempts: 0,
        round: 0,
        code: None,
        words: None,
        created_at: Millis(i64::from(n)),
        since: Millis(i64::from(n)),
        changed_at: Millis(i64::from(n)),
        next_at: None,
        staff: None,
    }
}

#[test]
fn a_queue_of_the_first_version_keeps_what_waits_in_it() {
    let directory = tempfile::tempdir().unwrap();
    let old = Connection::open(directory.path().join(MAIL)).unwrap();
    let schema = APART
        .schema
        .replace(",\n    office TEXT NOT NULL DEFAULT ''", "")
        .replace(",\n    staff INTEGER", "");
    old.execute_batch(&schema).unwrap();
    old.execute_batch(
        "INSERT INTO server VALUES (1, 'smtp.contoh.id', 465, 'tls', 'toko', 'rahasia', 'a@b.id', '', '', 1, 'id'); \
         INSERT INTO mail VALUES (x'01010101010101010101010101010101', 'receipt', 'ani@contoh.id', 1, NULL, \
         'id', NULL, '', 'waiting', 0, 0, NULL, NULL, 1, 1, 1, NULL); PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(old);
    for _ in 0..2 {
        let book = MailBook::open(directory.path()).unwrap();
        book.transact(|tx| {
            assert_eq!(tx.server()?.unwrap().office, "");
            let waiting = tx.standing("waiting")?;
            assert_eq!(waiting[0].to.as_deref(), Some("ani@contoh.id"));
            assert_eq!(waiting[0].staff, None);
            Ok(())
        })
        .unwrap();
    }
}

#[test]
fn the_queue_is_there_again_and_only_its_owner_reads_it() {
    let directory = tempfile::tempdir().unwrap();
    let book = MailBook::open(directory.path()).unwrap();
    book.transact(|tx| {
        tx.set_server(&server())?;
        (1..=5).try_for_each(|n| tx.put(&row(n, "waiting")))?;
        tx.put(&row(6, "sent"))
    })
    .unwrap();
    drop(book);
    let path = directory.path().join(MAIL);
    let mode = std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let book = MailBook::open(directory.path()).unwrap();
    book.transact(|tx| {
        assert_eq!(tx.server()?, Some(server()));
        assert_eq!(tx.standing("waiting")?.len(), 5);
        let first = MailFilter {
            limit: 4,
            ..MailFilter::default()
        };
        let page = tx.list(&first)?;
        let last = page.last().map(|mail| (mail.created_at, mail.id));
        let rest = tx.list(&MailFilter {
            after: last,
            ..first.clone()
        })?;
        let ids: Vec<i64> = page.iter().chain(&rest).map(|m| m.created_at.0).collect();
        assert_eq!(ids, [6, 5, 4, 3, 2, 1]);
        let sent = MailFilter {
            state: Some("sent".to_owned()),
            ..first
        };
        assert_eq!(tx.list(&sent)?, [row(6, "sent")]);
        Ok(())
    })
    .unwrap();
    assert!(!format!("{:?}", server()).contains("rahasia"));
}

#[test]
fn what_is_erased_is_not_in_the_file_any_more() {
    let directory = tempfile::tempdir().unwrap();
    let book = MailBook::open(directory.path()).unwrap();
    book.transact(|tx| tx.put(&row(1, "sent"))).unwrap();
    let erased = book.transact(|tx| tx.erase_addresses("sent", Millis(2)));
    assert_eq!(erased.unwrap(), 1);
    let gone = book.transact(|tx| tx.mail(row(1, "").id)).unwrap().unwrap();
    assert_eq!(gone.to, None);
    drop(book);
    for file in std::fs::read_dir(directory.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let found = bytes.windows(5).any(|part| part == b"ani1@");
        assert!(!found, "an erased address lies in the file");
    }
}

#[test]
fn a_sale_is_thought_of_once() {
    let directory = tempfile::tempdir().unwrap();
    let book = MailBook::open(directory.path()).unwrap();
    let sale = SaleId::from_bytes([3; 16]);
    let think = |at| book.transact(|tx| tx.think_of(sale, Millis(at))).unwrap();
    assert!(think(1) && !think(2));
    book.transact(|tx| tx.forget_thoughts(Millis(5))).unwrap();
    assert!(think(6));
}
