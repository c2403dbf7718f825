// Somebody with a right says yes to one command of somebody without it. Their PIN goes to the
// node alone and never into a command.
import { api } from '../../api/client';
import type { View } from '../../api/views';
import { uuid7 } from '../../data/uuid7';

/** Somebody who works here, as a device may name them before they say who they are. */
export type Person = View<'TillPersonView'>;

export type Right = 'discount_freely' | 'void_sale' | 'refund_sale' | 'take_cash' | 'open_drawer';

/** A token that holds five minutes, for this command and right. */
export interface Approved {
  command: string;
  approval: string;
  name: string;
}

type By = { staff: number; pin: string } | { login: string; password: string };

/** Asks the node; the command's id is made here and is the one to be sent. */
export async function approve(right: Right, by: By): Promise<Approved> {
  const command = uuid7();
  const { approval, name } = await api.post<{ approval: string; name: string }>(
    '/api/v1/approvals',
    { command, right, ...by },
  );
  return { command, approval, name };
}
