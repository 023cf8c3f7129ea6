import type { Presence } from '#shared/contract/presence.ts'
import type { Participant } from './ports.ts'

/**
 * What others are told of a participant: their own state with the server's word on who they are. Only the cursor when `onlyCursor`.
 * Null when the text is not a JSON object.
 */
export function stampPresence(json: string, participant: Participant, onlyCursor: boolean): string | null {
  const state = parseObject(json)
  if (state === null) return null
  const { actorId: id, name, color, role } = participant
  const user: Presence['user'] = { id, name, color, role }
  // Where lanes are missing, places on the canvas are others.
  const isElsewhere = participant.shows !== null && participant.shows.laneIds !== null
  if (isElsewhere) return JSON.stringify(onlyCursor ? { user } : { ...state, cursor: null, drag: null, user })
  return JSON.stringify(onlyCursor ? { cursor: pointOf(state['cursor']), user } : { ...state, user })
}

/** Who a stamped state speaks for; `null` when it is not one. */
export function actorOfStamped(json: string): string | null {
  const user = parseObject(json)?.['user']
  const id = isObject(user) ? user['id'] : null
  return typeof id === 'string' ? id : null
}

function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json)
    return isObject(value) ? value : null
  } catch {
    return null // Not JSON at all: the caller closes the connection.
  }
}

function pointOf(value: unknown): { x: number; y: number } | null {
  if (!isObject(value)) return null
  const { x, y } = value
  return typeof x === 'number' && typeof y === 'number' ? { x, y } : null
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
