// The shapes of the contract by their names. They are generated from the node's own description
// of itself; nobody types one by hand.
import type { components } from './schema';

type Schemas = components['schemas'];

/** A shape that the node answers: `View<'SaleView'>`. */
export type View<Name extends keyof Schemas> = Schemas[Name];

/** What a shape says without its nulls: the node leaves a member out where it has nothing. */
export type Given<Value> = Value extends null
  ? never
  : Value extends readonly (infer Item)[]
    ? Given<Item>[]
    : Value extends object
      ? { [Key in keyof Value]: Given<Value[Key]> }
      : Value;

/** A page of a list and the cursor of the next. */
export interface PageOf<Row> {
  items: Row[];
  next?: string;
}
