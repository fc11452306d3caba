/** Every list's `limit`: 50 by default, at most 200 (interface, habits). */
export const pageLimit = (limit: string | undefined): number => Math.min(200, limit === undefined ? 50 : Number(limit));

/** Sorts after every id: where the first page of a list that runs downwards begins. */
export const BEYOND_IDS = 'g';
