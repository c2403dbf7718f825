//! What guests choose with a dish: whether the answers are among those that its
//! questions have, and how many there are to each. Prices nothing: the money engine
//! adds what was chosen to the price of the dish.

use nusa_facts::{
    ModifierGroupId, ModifierId, ProductId,
    modifier::{Modifier, ModifierGroup},
    order::Chosen,
};

use crate::{Refusal, refusal::Code};

/// An answer that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantedModifier {
    /// The question.
    pub group: ModifierGroupId,
    /// The answer.
    pub option: ModifierId,
}

/// The answers that were chosen with a product, in the order in which its questions are asked, however
/// somebody tapped: the kitchen reads the same words in the same order.
///
/// # Errors
/// `ModifierUnknown` for an answer to no question of the product, `ModifierCount` for too few, too
/// many, or one twice.
pub(crate) fn choose(
    groups: &[ModifierGroup],
    product: ProductId,
    field: &str,
    wanted: &[WantedModifier],
) -> Result<Vec<Chosen>, Refusal> {
    let asked = |group: &&ModifierGroup| group.active && group.products.contains(&product);
    let groups: Vec<&ModifierGroup> = groups.iter().filter(asked).collect();
    for chosen in wanted {
        if !groups.iter().any(|group| answer(group, chosen).is_some()) {
            let detail = "no such option is asked for with this product";
            return Err(Refusal::at(Code::ModifierUnknown, field, detail));
        }
    }
    let mut all = Vec::with_capacity(wanted.len());
    for group in groups {
        all.extend(answers(group, field, wanted)?);
    }
    Ok(all)
}

fn answer<'g>(group: &'g ModifierGroup, wanted: &WantedModifier) -> Option<&'g Modifier> {
    let of_group = group.id == wanted.group;
    let mut options = group.options.iter().filter(|option| option.active);
    options.find(|option| of_group && option.id == wanted.option)
}

fn answers(
    group: &ModifierGroup,
    field: &str,
    wanted: &[WantedModifier],
) -> Result<Vec<Chosen>, Refusal> {
    let of_group = || wanted.iter().filter(|chosen| chosen.group == group.id);
    let is_wanted = |option: &&Modifier| of_group().any(|chosen| chosen.option == option.id);
    let options = group.options.iter().filter(is_wanted);
    let found: Vec<Chosen> = options.map(|option| chosen(group, option)).collect();
    let fits = (usize::from(group.least)..=usize::from(group.most)).contains(&found.len());
    if fits && found.len() == of_group().count() {
        return Ok(found);
    }
    let detail = format!(
        "{}: {} to {} are chosen, each once",
        group.name, group.least, group.most
    );
    Err(Refusal::at(Code::ModifierCount, field, detail)
        .with("group", group.id.0.into())
        .with("least", group.least.into())
        .with("most", group.most.into()))
}

fn chosen(group: &ModifierGroup, option: &Modifier) -> Chosen {
    Chosen {
        group: group.name.clone(),
        name: option.name.clone(),
        price: option.price,
    }
}
