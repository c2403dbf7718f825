// What the node will say about people anyway, said before anything is sent.

/** A password has no fewer characters. */
export const LEAST_PASSWORD = 10;

/** What a branch may make somebody whom it adds by itself. */
export const LOCAL_ROLES = ['cashier', 'waiter', 'kitchen'] as const;
