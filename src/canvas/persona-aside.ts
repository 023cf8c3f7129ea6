import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { CanvasPorts } from './ports.ts'

/** How strongly what is only about others is still drawn. */
export const ASIDE_ALPHA = 0.25

export const EVERYBODY: ReadonlySet<string> = new Set()

/** The personas in focus that are still there; empty: everybody is looked at. */
export function focusOf(
  { personaFocus }: Pick<CanvasPorts, 'personaFocus'>,
  { personas }: JourneySnapshot,
): ReadonlySet<string> {
  const ids = personaFocus?.getState().ids ?? EVERYBODY
  if (ids.size === 0) return EVERYBODY
  return new Set([...personas.keys()].filter((id) => ids.has(id)))
}

/** Whether something that is about these personas (none means all) steps back. */
export const isAside = (personaIds: readonly string[], focus: ReadonlySet<string>): boolean =>
  focus.size > 0 && personaIds.length > 0 && !personaIds.some((id) => focus.has(id))
