// The shapes of the contract by their names. They are generated from the node's own description
// of itself; nobody types one by hand.
import type { components } from './schema';

type Schemas = components['schemas'];

/** A shape that the node answers: `View<'SaleView'>`. */
export type View<Name extends keyof Schemas> = Schemas[Name];

/** A page of a list and the cursor of the next. */
export interface PageOf<Row> {
  items: Row[];
  next?: string;
}
