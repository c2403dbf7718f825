//! Every table of the keeper in memory by name, and what is done to all of them
//! at once: mark, undo, settle, digest. Knows no rule of writing or looking.

use std::sync::Arc;

use nusa_facts::{
    BillId, BranchId, BusinessDate, ChainId, CommandId, DocId, Envelope, Hash, Millis, OrderId,
    ProductId, SaleId, ShiftId, StaffId, StationId, TableId, TillNo, TransferId,
    master::{Entity, EntityKey, EntityKind, Scope},
    sale::Method,
    stock::Location,
};
use nusa_rules::rows::{
    ArrivalRow, BillRow, CashRow, CommandRow, DrawerSums, LocalStaffRow, MethodSums, Movement,
    OrderRow, ProductSums, QuarantineRow, RatingRow, RepeatedRow, SaleRow, SeriesRow,
    SettlementRow, ShiftRow, StationRow, Sums, TableRow, TillRow, TransferRow,
};
use nusa_store::ChainRow;

use super::table::Table;

/// A document with where it was first put.
#[derive(Clone, Debug)]
pub(crate) struct KeptDoc {
    pub(crate) bytes: Arc<[u8]>,
    pub(crate) place: Envelope,
}

/// Where a row stands in a stream: the change number, and whether it is gone from it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stamp {
    pub(crate) change: u64,
    pub(crate) gone: bool,
}

macro_rules! tables {
    (
        kept { $($kept:ident: $kept_key:ty => $kept_row:ty,)* }
        derived { $($derived:ident: $derived_key:ty => $derived_row:ty,)* }
    ) => {
        /// All that a node keeps.
        #[derive(Clone, Debug, Default)]
        pub struct Books {
            $(pub(crate) $kept: Table<$kept_key, $kept_row>,)*
            $(pub(crate) $derived: Table<$derived_key, $derived_row>,)*
        }

        /// How far the changes of every table went at one moment.
        pub(crate) struct Marks {
            $($kept: usize,)*
            $($derived: usize,)*
        }

        impl Books {
            pub(crate) fn mark(&self) -> Marks {
                Marks {
                    $($kept: self.$kept.mark(),)*
                    $($derived: self.$derived.mark(),)*
                }
            }

            /// Changes of this transaction that were not taken back.
            pub(crate) fn changed(&self) -> usize {
                [$(self.$kept.mark(),)* $(self.$derived.mark(),)*].iter().sum()
            }

            pub(crate) fn undo_to(&mut self, marks: &Marks) {
                $(self.$kept.undo_to(marks.$kept);)*
                $(self.$derived.undo_to(marks.$derived);)*
            }

            pub(crate) fn settle(&mut self) {
                $(self.$kept.settle();)*
                $(self.$derived.settle();)*
            }

            /// Empties what can be rebuilt from facts.
            pub(crate) fn clear_derived(&mut self) {
                $(self.$derived.clear();)*
            }

            /// The hash of every table that can be rebuilt from facts.
            pub(crate) fn digests(&self) -> Vec<(String, Hash)> {
                let name = |table: &str| table.to_owned();
                vec![$((
                    name(stringify!($derived)),
                    self.$derived.digest(stringify!($derived)),
                ),)*]
            }
        }
    };
}

tables! {
    kept {
        chains: (BranchId, ChainId) => ChainRow,
        envelopes: (BranchId, ChainId, u64) => (Envelope, DocId),
        docs: (BranchId, DocId) => KeptDoc,
        arrivals: (BranchId, u64) => DocId,
        newest: BranchId => (DocId, Millis),
        rows: (Scope, EntityKey) => Stamp,
        changes: (Scope, u64, EntityKey) => (),
        standing: (EntityKey, Scope) => (),
        entities: EntityKey => Arc<Entity>,
        heads: Scope => u64,
        horizons: Scope => u64,
        numbers: EntityKind => u32,
        notes: String => Arc<[u8]>,
    }
    derived {
        commands: (BranchId, CommandId) => CommandRow,
        tills: (BranchId, TillNo) => TillRow,
        series: (BranchId, String, TillNo) => Option<SeriesRow>,
        shifts: (BranchId, ShiftId) => ShiftRow,
        shift_sums: (BranchId, ShiftId) => Sums,
        drawers: (BranchId, ShiftId) => DrawerSums,
        shift_methods: (BranchId, ShiftId, Method) => MethodSums,
        cash: (BranchId, DocId) => CashRow,
        sales: (BranchId, SaleId) => SaleRow,
        receipts: (BranchId, String, SaleId) => (),
        returned: (BranchId, SaleId, u16) => i64,
        movements: (BranchId, DocId, u32) => Movement,
        levels: (Location, ProductId, BranchId) => i64,
        hours: (BranchId, BusinessDate, u8) => Sums,
        staff: (BranchId, BusinessDate, StaffId) => Sums,
        products: (BranchId, BusinessDate, ProductId) => ProductSums,
        methods: (BranchId, BusinessDate, Method) => MethodSums,
        tables: (BranchId, TableId) => TableRow,
        sittings: (BranchId, TableId) => u32,
        local_staff: (BranchId, StaffId) => LocalStaffRow,
        stations: (BranchId, StationId) => StationRow,
        orders: (BranchId, OrderId) => OrderRow,
        bills: (BranchId, BillId) => BillRow,
        moved_lines: (BranchId, OrderId, u16) => BillId,
        ratings: (BranchId, BusinessDate, DocId, u16) => RatingRow,
        rated_lines: (BranchId, OrderId, u16) => DocId,
        stars: (BranchId, BusinessDate, ProductId, u8) => i64,
        reserved: (BranchId, ProductId) => i64,
        transfers: (TransferId, BranchId) => TransferRow,
        arrived: (BranchId, TransferId) => ArrivalRow,
        settled: (BranchId, TransferId) => SettlementRow,
        seals: (BranchId, ChainId, u64) => (Hash, String, Millis),
        quarantine: (BranchId, DocId) => QuarantineRow,
        repeated: (BranchId, String, TillNo, u64) => RepeatedRow,
    }
}
