// The words of a table's bill on a phone, in English.
import type { BillWords } from './bill.id';

export const en: BillWords = {
  title: 'This table’s bill',
  ordered: 'Orders',
  off: 'Discount',
  service: 'Service',
  included: (name) => `including ${name}`,
  total: 'Total',
  open: 'Not paid',
  paid: 'Paid',
  part: (n) => `Part ${n}`,
};
