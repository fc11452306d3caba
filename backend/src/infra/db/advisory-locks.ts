/** PostgreSQL's advisory locks are numbers of one's own choosing: arbitrary ones that only we use. The first stands for the whole server. */
export const SERVER_LOCK = 7_402_611;

/** Held by the instance that is on duty, so that it tells too that a server runs; beside it the schema's number. */
export const DUTY_LOCK = 7_402_612;
