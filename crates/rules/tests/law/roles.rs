//! Every right of every role, for the company and for a branch.

use nusa_facts::people::Role;
use nusa_rules::Right;

use crate::shop::{HERE, THERE, actor};

/// Rights in the order of `Right::ALL`; a letter for owner, manager, cashier, kitchen, waiter.
const TABLE: [(Right, &str); 27] = [
    (Right::Sell, "omc"),
    (Right::SeeSales, "omc"),
    (Right::DiscountFreely, "om"),
    (Right::VoidSale, "om"),
    (Right::RefundSale, "om"),
    (Right::ManageTills, "om"),
    (Right::RunShift, "omc"),
    (Right::MoveCash, "omc"),
    (Right::TakeCash, "om"),
    (Right::OpenDrawer, "om"),
    (Right::SeeStock, "omckw"),
    (Right::MoveStock, "om"),
    (Right::CountStock, "om"),
    (Right::DispatchGoods, "om"),
    (Right::ReceiveGoods, "omc"),
    (Right::ManageCatalogue, "om"),
    (Right::ManagePrices, "om"),
    (Right::ManageBranches, "o"),
    (Right::ManagePeople, "om"),
    (Right::SeeReports, "om"),
    (Right::RepairFacts, "o"),
    (Right::TakeOrders, "omcw"),
    (Right::CookOrders, "omckw"),
    (Right::ManageTables, "om"),
    (Right::ManageMail, "om"),
    (Right::ServeCustomers, "omc"),
    (Right::ManageCustomers, "om"),
];

fn letter(role: Role) -> char {
    match role {
        Role::Owner => 'o',
        Role::Manager => 'm',
        Role::Cashier => 'c',
        Role::Kitchen => 'k',
        Role::Waiter => 'w',
    }
}

#[test]
fn each_role_has_its_rights_and_no_other() {
    assert_eq!(TABLE.map(|(right, _)| right), Right::ALL);
    for (right, letters) in TABLE {
        for role in Role::ALL {
            let has = letters.contains(letter(role));
            let company = actor(role, None);
            let branch = actor(role, Some(HERE));
            assert_eq!(company.may(right, HERE), has, "{right:?} {role:?}");
            assert_eq!(company.may(right, THERE), has, "{right:?} {role:?}");
            assert_eq!(company.may_everywhere(right), has, "{right:?} {role:?}");
            let here = has && !right.is_company_wide();
            assert_eq!(branch.may(right, HERE), here, "{right:?} {role:?} here");
            assert!(!branch.may(right, THERE), "{right:?} {role:?} elsewhere");
            assert!(
                !branch.may_everywhere(right),
                "{right:?} {role:?} everywhere"
            );
            assert_eq!(branch.must(right, HERE).is_ok(), here);
        }
    }
}

#[test]
fn who_has_no_grant_may_nothing() {
    let mut nobody = actor(Role::Owner, None);
    nobody.grants.clear();
    for right in Right::ALL {
        assert!(!nobody.may(right, HERE) && !nobody.may_everywhere(right));
    }
}
