// A sale with all that can be done to it afterwards, over HTTP. Knows no screen.
import { api } from '../../../api/client';
import type { View } from '../../../api/views';
import type { Attempt } from '../approval/approved-command.svelte';
import type { Amount, Milli } from '../../../money/settings';

export interface RefundView {
  doc: string;
  receipt_no: string;
  at: number;
  total: Amount;
  paid: Amount;
  method: string;
  reason: string;
  staff_name: string;
  approved_by?: { id: number; name: string };
  lines: { line: number; quantity_milli: Milli; total: Amount; restock: boolean }[];
}

export interface VoidView {
  doc: string;
  at: number;
  reason: string;
  staff_name: string;
  approved_by?: { id: number; name: string };
}

export type SaleDetail = Omit<View<'SaleDetail'>, 'items'> & {
  items: (View<'LineView'> & { returned_milli?: Milli })[];
  at_centre?: boolean;
  approved_by?: { id: number; name: string };
  void?: VoidView;
  refunds?: RefundView[];
};

export function readSale(sale: string): Promise<SaleDetail> {
  return api.get(`/api/v1/sales/${sale}`);
}

export function voidSale(
  sale: string,
  attempt: Attempt,
  reason: string,
): Promise<View<'VoidAnswer'>> {
  return api.post(`/api/v1/sales/${sale}/void`, { ...attempt, reason });
}

export interface BackLine {
  line: number;
  quantity_milli: Milli;
  restock: boolean;
}

export function refundSale(
  sale: string,
  attempt: Attempt,
  refund: { till: number; lines: BackLine[]; method: string; reason: string },
): Promise<View<'RefundAnswer'>> {
  return api.post(`/api/v1/sales/${sale}/refund`, { ...attempt, ...refund });
}
