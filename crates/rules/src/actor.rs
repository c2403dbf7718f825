//! Who asks, and what each role may do, for the company or for one branch. A
//! right is decided here and nowhere else.

use nusa_facts::{
    BranchId,
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
}

impl Right {
    /// Every right, for tables and tests.
    pub const ALL: [Self; 19] = [
        Self::Sell,
        Self::SeeSales,
        Self::DiscountFreely,
        Self::VoidSale,
        Self::RefundSale,
        Self::ManageTills,
        Self::RunShift,
        Self::MoveCash,
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
    ];

    /// Whether a role carries this right where it is granted.
    pub fn is_of(self, role: Role) -> bool {
        use Right::*;
        match role {
            Role::Owner => true,
            Role::Manager => !matches!(self, ManageBranches | RepairFacts),
            Role::Cashier => matches!(
                self,
                Sell | SeeSales | RunShift | MoveCash | SeeStock | ReceiveGoods
            ),
            Role::Waiter => matches!(self, SeeStock),
            Role::Kitchen => matches!(self, SeeStock),
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
        }
    }

    /// Whether the person holds the right at the branch.
    pub fn may(&self, right: Right, branch: BranchId) -> bool {
        self.grants
            .iter()
            .any(|grant| reaches(grant, right, branch) && right.is_of(grant.role))
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

fn reaches(grant: &Grant, right: Right, branch: BranchId) -> bool {
    match grant.branch {
        None => true,
        Some(at) => at == branch && !right.is_company_wide(),
    }
}
