import type { TransitionRow } from '../sql/event-order-in-cases.ts'

/** Further links are added by frequency until the picture shows this share of all transitions. */
const COVERAGE = 0.8
/** Beyond this a picture shows nothing any more. */
const LINKS_MAX = 60

/**
 * Which transitions are worth a link: of each name the strongest that leads in and the strongest that leads out, so that nothing
 * hangs loose, then by frequency. `transitions` come strongest first; repetitions of one name are no link.
 */
export function strongestTransitions(transitions: readonly TransitionRow[]): readonly TransitionRow[] {
  const between = transitions.filter(({ from, to }) => from !== to)
  const total = between.reduce((sum, { count }) => sum + count, 0)
  const hasOut = new Set<string>()
  const hasIn = new Set<string>()
  const needed = between.filter(({ from, to }) => {
    const isNeeded = !hasOut.has(from) || !hasIn.has(to)
    hasOut.add(from)
    hasIn.add(to)
    return isNeeded
  })
  const chosen = new Set(needed)
  let covered = needed.reduce((sum, { count }) => sum + count, 0)
  for (const transition of between) {
    if (covered >= COVERAGE * total) break
    if (chosen.has(transition)) continue
    chosen.add(transition)
    covered += transition.count
  }
  return between.filter((transition) => chosen.has(transition)).slice(0, LINKS_MAX)
}
