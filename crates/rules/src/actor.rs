//! Who asks, and what each role may do, for the company or for one branch. A
//! right is decided here and nowhere else.

use nusa_facts::{
    BranchId, StaffId, TableId,
    master::{Grant, Staff},
    people::{Role, Signer},
};

use crate::refusal::{Code, Refusal};

/// Somebody who has proved who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The name that facts carry.
    pub signer: Signer,
    /// What they may be, and where.
    pub grants: Vec<Grant>,
    /// Who stands by them for this one command, if somebody does.
    pub approval: Option<Approval>,
    /// The sitting of a guest; none for staff.
    pub guest: Option<Guest>,
}

/// Whoever holds the token of a table's sitting: a guest, who is no member of staff and has no right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guest {
    /// The table.
    pub table: TableId,
    /// Its sitting.
    pub sitting: u32,
}

/// Somebody who has proved who they are, and approves one thing that another may not do alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// What they approve.
    pub right: Right,
    /// The name that facts carry.
    pub signer: Signer,
    /// What they may be, and where.
    pub grants: Vec<Grant>,
}

/// What a command asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each right is the verb and noun it names")]
pub enum Right {
    Sell,
    SeeSales,
    DiscountFreely,
    VoidSale,
    RefundSale,
    ManageTills,
    RunShift,
    MoveCash,
    TakeCash,
    OpenDrawer,
    SeeStock,
    MoveStock,
    CountStock,
    DispatchGoods,
    ReceiveGoods,
    ManageCatalogue,
    ManagePrices,
    ManageBranches,
    ManagePeople,
    SeeReports,
    RepairFacts,
    TakeOrders,
    CookOrders,
    ManageTables,
    ManageMail,
    ServeCustomers,
    ManageCustomers,
}

impl Right {
    /// Every right, for tables and tests.
    pub const ALL: [Self; 27] = [
        Self::Sell,
        Self::SeeSales,
        Self::DiscountFreely,
        Self::VoidSale,
        Self::RefundSale,
        Self::ManageTills,
        Self::RunShift,
        Self::MoveCash,
        Self::TakeCash,
        Self::OpenDrawer,
        Self::SeeStock,
        Self::MoveStock,
        Self::CountStock,
        Self::DispatchGoods,
        Self::ReceiveGoods,
        Self::ManageCatalogue,
        Self::ManagePrices,
        Self::ManageBranches,
        Self::ManagePeople,
        Self::SeeReports,
        Self::RepairFacts,
        Self::TakeOrders,
        Self::CookOrders,
        Self::ManageTables,
        Self::ManageMail,
        Self::ServeCustomers,
        Self::ManageCustomers,
    ];

    /// Whether a role carries this right where it is granted.
    pub fn is_of(self, role: Role) -> bool {
        use Right::*;
        match role {
            Role::Owner => true,
            Role::Manager => !matches!(self, ManageBranches | RepairFacts),
            Role::Cashier => matches!(
                self,
                Sell | SeeSales
                    | RunShift
                    | MoveCash
                    | SeeStock
                    | ReceiveGoods
                    | TakeOrders
                    | CookOrders
                    | ServeCustomers
            ),
            Role::Waiter => matches!(self, SeeStock | TakeOrders | CookOrders),
            Role::Kitchen => matches!(self, SeeStock | CookOrders),
        }
    }

    /// Whether the right concerns the whole company, so that a branch's grant is not enough.
    pub fn is_company_wide(self) -> bool {
        matches!(
            self,
            Self::ManageCatalogue | Self::ManageBranches | Self::RepairFacts
        )
    }
}

impl Actor {
    /// The actor that a staff row makes.
    pub fn of(staff: &Staff) -> Self {
        Self {
            signer: Signer {
                id: staff.id,
                name: staff.name.clone(),
            },
            grants: staff.grants.clone(),
            approval: None,
            guest: None,
        }
    }

    /// A guest of a table.
    pub fn guest(guest: Guest) -> Self {
        Self {
            signer: Signer {
                id: StaffId(0),
                name: String::new(),
            },
            grants: Vec::new(),
            approval: None,
            guest: Some(guest),
        }
    }

    /// Who signs what this person does; nobody signs for a guest.
    pub fn signature(&self) -> Option<Signer> {
        self.guest.is_none().then(|| self.signer.clone())
    }

    /// The same person for one command that somebody approves.
    #[must_use]
    pub fn approved(self, approval: Option<Approval>) -> Self {
        Self { approval, ..self }
    }

    /// Whether the person holds the right at the branch.
    pub fn may(&self, right: Right, branch: BranchId) -> bool {
        holds(&self.grants, right, branch)
    }

    /// Refuses what the person may not do at the branch and nobody who may approved. Tells who
    /// approved; none when the person needed nobody.
    ///
    /// # Errors
    /// `ApprovalNeeded`, which names the right.
    pub fn must_or_ask(&self, right: Right, branch: BranchId) -> Result<Option<Signer>, Refusal> {
        if self.may(right, branch) {
            return Ok(None);
        }
        match self.approval_of(right, branch) {
            Some(signer) => Ok(Some(signer)),
            None => {
                let detail = format!("somebody with the right {right:?} must approve this");
                Err(Refusal::new(Code::ApprovalNeeded, detail).approvable(right))
            }
        }
    }

    /// Who approves this right at the branch, if somebody does who holds it there.
    pub fn approval_of(&self, right: Right, branch: BranchId) -> Option<Signer> {
        let approval = self.approval.as_ref()?;
        let holds = approval.right == right && holds(&approval.grants, right, branch);
        holds.then(|| approval.signer.clone())
    }

    /// Whether the person holds the right for the whole company.
    pub fn may_everywhere(&self, right: Right) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.branch.is_none() && right.is_of(grant.role))
    }

    /// Refuses what the person may not do at the branch.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn must(&self, right: Right, branch: BranchId) -> Result<(), Refusal> {
        if self.may(right, branch) {
            Ok(())
        } else {
            Err(forbidden(right))
        }
    }

    /// Refuses what the person may not do for the whole company.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn must_everywhere(&self, right: Right) -> Result<(), Refusal> {
        if self.may_everywhere(right) {
            Ok(())
        } else {
            Err(forbidden(right))
        }
    }
}

fn forbidden(right: Right) -> Refusal {
    Refusal::new(
        Code::Forbidden,
        format!("the right {right:?} is not granted here"),
    )
}

/// Whether somebody with these grants holds a right at a branch.
pub fn holds(grants: &[Grant], right: Right, branch: BranchId) -> bool {
    grants
        .iter()
        .any(|grant| reaches(grant, right, branch) && right.is_of(grant.role))
}

fn reaches(grant: &Grant, right: Right, branch: BranchId) -> bool {
    match grant.branch {
        None => true,
        Some(at) => at == branch && !right.is_company_wide(),
    }
}
