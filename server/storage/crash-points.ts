/**
 * Places at which a test may let the process die, or a step fail, to see that nothing which was acknowledged is lost. In order:
 * a change on its way to the disk, on its way to the others, on its way to its author's *saved*; a snapshot on its way to the disk.
 */
export const CRASH_POINTS = [
  /** Nothing is written yet. */
  'append.before',
  /** Written, not committed. */
  'append.inserted',
  /** Committed, not answered. */
  'append.committed',
  'broadcast.before',
  'broadcast.half',
  'saved.before',
  'compact.before',
  'compact.inserted',
  'compact.committed',
] as const

export type CrashPoint = (typeof CRASH_POINTS)[number]

interface Armed {
  readonly action: () => void
  /** How many times it is still passed without harm. */
  passes: number
}

const armed = new Map<CrashPoint, Armed>()
const listeners = new Set<(name: CrashPoint) => void>()

/** The program is at this place. Does nothing unless a test has armed it; then whatever the test's action does, throwing included. */
export function reachCrashPoint(name: CrashPoint): void {
  if (armed.size === 0) return
  const point = armed.get(name)
  if (point === undefined) return
  if (point.passes > 0) point.passes--
  else point.action()
}

/**
 * For tests: runs `action` whenever the program comes to this place in this process, threads included; for the first `after` times it
 * passes unharmed. The place waits for the action. Call the returned function to disarm it.
 */
export function armCrashPoint(
  name: CrashPoint,
  action: () => void,
  { after = 0 }: { readonly after?: number } = {},
): () => void {
  const point: Armed = { action, passes: after }
  armed.set(name, point)
  for (const listener of listeners) listener(name)
  return () => {
    if (armed.get(name) === point) armed.delete(name)
  }
}

/** Whether a test wants to know of this place, which then may be made to exist: a transaction in two round trips instead of one. */
export const isCrashPointArmed = (name: CrashPoint): boolean => armed.has(name)

/** Tells of every point that is armed, those that are already first, so that a thread can ask for them; until the returned function is called. */
export function onCrashPointArmed(listener: (name: CrashPoint) => void): () => void {
  for (const name of armed.keys()) listener(name)
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
