// Customers of the branch, over HTTP. Knows no screen.
import { api } from '../../../api/client';
import type { Given, View } from '../../../api/views';

export type CustomerView = Given<View<'CustomerView'>>;

/** Letters or digits by which somebody is looked for at least; the node asks for no fewer. */
export const LEAST = 3;

/** How many are shown. */
const SHOWN = 20;

/** Customers with this in their name, number or address. */
export async function findCustomers(part: string): Promise<CustomerView[]> {
  const asked = { q: part, limit: SHOWN };
  return (await api.get<{ items: CustomerView[] }>('/api/v1/customers', asked)).items;
}

/** Writes somebody down who agrees to that; the same id is the same customer. */
export function keepCustomer(
  id: string,
  said: { name: string; phone: string; email: string },
): Promise<CustomerView> {
  const given = Object.entries(said).map(([field, text]) => [field, text.trim()] as const);
  const body = Object.fromEntries(given.filter(([, text]) => text !== ''));
  return api.put(`/api/v1/customers/${id}`, { ...body, consent: true });
}

/** Keeps that a sale was theirs; twice is once. */
export async function keepVisit(id: string, sale: string): Promise<void> {
  await api.put(`/api/v1/customers/${id}/visits/${sale}`, undefined);
}
