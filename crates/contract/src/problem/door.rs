//! The codes that are not the law's: who asks, how it is asked, what fails, and
//! what nodes say no to among themselves. With their titles in both languages.

macro_rules! door {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $status:literal, $english:literal, $indonesian:literal;)*) => {
        /// The stable codes of everything but the law.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Door { $($(#[$doc])* $name,)* }

        impl Door {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word on the wire.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The HTTP status.
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// The title in English and in Indonesian.
            pub fn titles(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($english, $indonesian),)* }
            }
        }
    };
}

door! {
    /// Nobody has signed in, or no longer.
    Unauthenticated = "unauthenticated", 401, "Sign in first", "Silakan masuk dulu";
    /// The request is of one person, and another has signed in meanwhile.
    SomebodyElse = "somebody_else", 409, "Somebody else has signed in meanwhile", "Orang lain sudah masuk sementara ini";
    /// The sign-in name or the password is wrong; never says which.
    SignInFailed = "sign_in_failed", 401, "Sign-in name or password is wrong", "Nama masuk atau kata sandi salah";
    /// Too many failures: wait.
    SignInLimited = "sign_in_limited", 429, "Too many attempts: wait a little", "Terlalu banyak percobaan: tunggu sebentar";
    /// A request of another site.
    OriginInvalid = "origin_invalid", 403, "This request comes from another site", "Permintaan ini datang dari situs lain";
    /// A password that is too short or too long.
    PasswordInvalid = "password_invalid", 422, "The password cannot be used", "Kata sandi tidak dapat dipakai";
    /// No such person.
    PersonUnknown = "person_unknown", 404, "There is no such person", "Orang itu tidak ada";
    /// The node has its owner already.
    AlreadySetUp = "already_set_up", 409, "This node is set up already", "Simpul ini sudah disiapkan";
    /// The set-up link is wrong or used.
    SetUpLinkInvalid = "set_up_link_invalid", 403, "The set-up link is not valid", "Tautan penyiapan tidak berlaku";
    /// The phone sits at no table.
    GuestUnknown = "guest_unknown", 401, "Read the code on your table", "Pindai kode di mejamu";
    /// The code of a table is of another sitting, or of no table here.
    CodeVoid = "code_void", 403, "This code is not valid any more", "Kode ini tidak berlaku lagi";
    /// The shop wants the code to be read.
    CodeNeeded = "code_needed", 403, "Read the code on your table", "Pindai kode di mejamu";
    /// A branch keeps no more customers.
    CustomersFull = "customers_full", 409, "No more customers can be kept here", "Pelanggan yang disimpan di sini sudah penuh";
    /// A guest has chosen as many lines as one order takes.
    DraftFull = "draft_full", 422, "More lines are too much for one order", "Baris ini terlalu banyak untuk satu pesanan";
    /// A phone asks more often than a person taps.
    GuestLimited = "guest_limited", 429, "Too many taps: wait a little", "Terlalu sering: tunggu sebentar";
    /// The device bears no cookie of a till in use.
    NotATill = "not_a_till", 403, "This device is no till here", "Perangkat ini bukan kasir di sini";
    /// The PIN is wrong.
    PinWrong = "pin_wrong", 401, "The PIN is wrong", "PIN salah";
    /// Too many wrong PINs: wait.
    PinLimited = "pin_limited", 429, "Too many wrong PINs: wait a little", "Terlalu banyak PIN salah: tunggu sebentar";
    /// The person has no PIN at this node.
    PinMissing = "pin_missing", 409, "There is no PIN here yet", "PIN belum ada di sini";
    /// A PIN that anybody would guess, or of another length.
    PinInvalid = "pin_invalid", 422, "This cannot be a PIN", "Ini tidak dapat menjadi PIN";
    /// The till has no printer.
    PrinterMissing = "printer_missing", 409, "This till has no printer", "Kasir ini belum punya printer";
    /// The job of a printer cannot be changed so, or not any more.
    PrintStanding = "print_standing", 409, "This print job cannot be changed any more", "Cetakan ini tidak dapat diubah lagi";
    /// So many prints wait that no more are taken.
    PrintFull = "print_full", 503, "Too many prints wait for a printer", "Terlalu banyak cetakan menunggu printer";
    /// The program that makes PDFs is not there, or not yet.
    PapersMissing = "papers_missing", 409, "The program for PDFs is not here yet", "Program pembuat PDF belum siap";
    /// So many PDFs are being made that no more are taken.
    PapersBusy = "papers_busy", 503, "Other PDFs are being made: try again shortly", "PDF lain sedang dibuat: coba lagi sebentar";
    /// A PDF took longer than it may.
    PapersSlow = "papers_slow", 504, "The PDF took too long", "PDF terlalu lama dibuat";
    /// The program that makes PDFs gave up or broke off.
    PapersFailed = "papers_failed", 500, "The PDF could not be made", "PDF gagal dibuat";
    /// What should be an e-mail address is none that mail can be sent to.
    EmailInvalid = "email_invalid", 422, "This is no e-mail address", "Ini bukan alamat surel";
    /// Nobody told the node a mail server.
    MailMissing = "mail_missing", 409, "Mail is not set up here", "Surel belum diatur di sini";
    /// The mail is on its way, or its address is gone.
    MailStanding = "mail_standing", 409, "This mail cannot be changed any more", "Surel ini tidak dapat diubah lagi";
    /// So many mails wait, or went out for this sale, that no more are taken.
    MailFull = "mail_full", 409, "Too many mails wait, or too many for one sale", "Terlalu banyak surel menunggu, atau terlalu banyak untuk satu nota";
    /// Another server or name needs the secret anew.
    SecretNeeded = "secret_needed", 422, "Say the password again: the server or the name has changed", "Isi lagi kata sandinya: server atau nama masuknya berubah";
    /// A link that nobody made, that was used, or that something ended.
    LinkVoid = "link_void", 410, "This link is not valid any more", "Tautan ini tidak berlaku lagi";
    /// A link whose time is over.
    LinkExpired = "link_expired", 410, "This link is too old", "Tautan ini sudah kedaluwarsa";
    /// Nobody told where mail reaches the person.
    EmailMissing = "email_missing", 409, "There is no e-mail address for this person", "Orang ini belum punya alamat surel";
    /// Nobody told under which address others reach the office.
    OfficeMissing = "office_missing", 409, "The office's own address is not set", "Alamat kantor belum diisi";
    /// The person may not sign in.
    PersonInactive = "person_inactive", 409, "This person may not sign in", "Orang ini tidak boleh masuk";
    /// This is a socket, and was not asked for as one.
    UpgradeRequired = "upgrade_required", 426, "Open this with a WebSocket", "Buka ini dengan WebSocket";
    /// This device is another till.
    TillOther = "till_other", 409, "This device is another till", "Perangkat ini adalah kasir lain";
    /// No such page or route.
    NotFound = "not_found", 404, "There is nothing here", "Tidak ada apa-apa di sini";
    /// The route does not know this verb.
    MethodNotAllowed = "method_not_allowed", 405, "This cannot be done here", "Ini tidak dapat dilakukan di sini";
    /// The centre's work asked of a branch, or a branch's of the centre.
    NotHere = "not_here", 409, "This is not done at this node", "Ini tidak dikerjakan di simpul ini";
    /// More bytes than the route takes.
    BodyTooLarge = "body_too_large", 413, "The request is too large", "Permintaan terlalu besar";
    /// The body is no JSON.
    JsonInvalid = "json_invalid", 400, "The request is not JSON", "Permintaan bukan JSON";
    /// A field has the wrong shape or is out of bounds.
    BodyInvalid = "body_invalid", 422, "A field is not right", "Ada isian yang tidak benar";
    /// A parameter of the address has the wrong shape or is out of bounds.
    QueryInvalid = "query_invalid", 422, "A parameter is not right", "Ada parameter yang tidak benar";
    /// Rows of an import are wrong; none was taken.
    ImportInvalid = "import_invalid", 422, "Rows of the file are not right", "Ada baris berkas yang tidak benar";
    /// Another media type than the route takes.
    UnsupportedMedia = "unsupported_media", 415, "This media type is not taken", "Jenis isi ini tidak diterima";
    /// A picture that cannot be read, or with too many pixels.
    PictureInvalid = "picture_invalid", 422, "The picture cannot be used", "Gambar tidak dapat dipakai";
    /// The body cannot be unpacked.
    EncodingInvalid = "encoding_invalid", 400, "The request cannot be unpacked", "Permintaan tidak dapat dibuka";
    /// Too many requests: come back later.
    RateLimited = "rate_limited", 429, "Too many requests: come back later", "Terlalu banyak permintaan: coba lagi nanti";
    /// Too much waits already.
    Busy = "busy", 503, "The node is busy", "Simpul sedang sibuk";
    /// The node is stopping.
    Stopping = "stopping", 503, "The node is stopping", "Simpul sedang berhenti";
    /// It took too long; what was asked may have happened, ask again with the same command.
    TimedOut = "timed_out", 503, "It took too long: ask again with the same command", "Terlalu lama: ulangi dengan perintah yang sama";
    /// No room left: nothing was written.
    DiskFull = "disk_full", 507, "The disk is full: nothing was written", "Diska penuh: tidak ada yang ditulis";
    /// The disk failed: nothing was written.
    DiskFailed = "disk_failed", 500, "The disk failed: nothing was written", "Diska gagal: tidak ada yang ditulis";
    /// A fault of the program: nothing was written.
    Internal = "internal", 500, "The program failed: nothing was written", "Program gagal: tidak ada yang ditulis";
    /// A document is larger than a page.
    DocInvalid = "doc_invalid", 422, "A document cannot be read or is too large", "Dokumen tidak terbaca atau terlalu besar";
    /// A branch's request bears no whole signature.
    SignatureMissing = "signature_missing", 401, "The request is not signed", "Permintaan tidak ditandatangani";
    /// The signature is not of this key over this request.
    SignatureInvalid = "signature_invalid", 401, "The signature is not valid", "Tanda tangan tidak berlaku";
    /// No such key of this branch.
    KeyUnknown = "key_unknown", 401, "The key is not known", "Kunci tidak dikenal";
    /// The key was taken back (R30).
    KeyRevoked = "key_revoked", 403, "The key was taken back", "Kunci sudah dicabut";
    /// The nonce is old or was used: ask again with the next one (R9).
    NonceStale = "nonce_stale", 401, "The nonce is stale: use the next one", "Nonce sudah basi: pakai yang berikut";
    /// The one-time code is wrong, used or too old (R8).
    CodeInvalid = "code_invalid", 403, "The one-time code is not valid", "Kode sekali pakai tidak berlaku";
    /// A public key that is none, or was used before.
    KeyInvalid = "key_invalid", 422, "The key cannot be used", "Kunci tidak dapat dipakai";
    /// No such branch.
    BranchUnknown = "branch_unknown", 404, "There is no such branch", "Cabang itu tidak ada";
    /// Two writers went on from one place (R5).
    Fork = "fork", 409, "The chain was forked", "Rantai bercabang";
    /// The centre was restored: its cursors count anew (R2).
    GenerationChanged = "generation_changed", 409, "The centre counts anew", "Pusat menghitung dari awal";
    /// No protocol that both speak (R22).
    ProtocolUnknown = "protocol_unknown", 426, "The two programs speak no common protocol", "Kedua program tidak punya protokol yang sama";
    /// A page of envelopes that breaks its bounds or its chain.
    PageInvalid = "page_invalid", 422, "The page of facts is not right", "Halaman fakta tidak benar";
    /// A hello that breaks its bounds.
    HelloInvalid = "hello_invalid", 422, "The hello is not right", "Salam tidak benar";
    /// The peer said something that cannot be.
    PeerInvalid = "peer_invalid", 422, "The other node said something that cannot be", "Simpul lain mengatakan hal yang mustahil";
    /// The branch does not follow this stream.
    StreamForbidden = "stream_forbidden", 403, "This stream is not for this branch", "Aliran ini bukan untuk cabang ini";
    /// No chain of this branch.
    ChainUnknown = "chain_unknown", 404, "There is no such chain", "Tidak ada rantai itu";
}
