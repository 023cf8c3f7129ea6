/** Close codes of the websocket. 44xx: do not come back by yourself; anything else: reconnect and sync again. */
export const CLOSE_CODES = {
  'not-signed-in': 4401,
  'not-allowed': 4403,
  'journey-not-found': 4404,
  'malformed-message': 4400,
  'too-large': 4413,
  /** The client's copy is not of what it may see now: begin with an empty one. */
  'copy-outdated': 4409,
  /** A right changed: reconnect, the upgrade decides anew. */
  'role-changed': 4500,
  'going-away': 1012,
  overloaded: 1013,
  internal: 1011,
} as const

export type CloseReason = keyof typeof CLOSE_CODES
