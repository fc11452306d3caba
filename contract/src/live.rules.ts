/** The event stream's own words, for both ends (interface, section on the stream). */

/** Sent once instead of a replay that is not possible: read everything again. It carries the cursor that follows. */
export const RESET = 'reset';
/** The stream's last word when its token has expired or was revoked. */
export const AUTH_EXPIRED = 'auth_expired';
/** Named by the server when a line opens: how often it says that it lives, in ms. */
export const HEARTBEAT_HEADER = 'x-heartbeat-ms';
