// Who is signed in at a board, and what they may do. Knows no screen.
import type { Given, View } from '../../api/views';

export type Right = 'take_orders' | 'cook_orders' | 'manage_tables' | 'sell' | 'see_stock';

export type Session = Given<View<'SessionView'>>;

export function may(session: Session, right: Right): boolean {
  return session.rights.includes(right);
}
