import type { Presence } from '#shared/contract/presence.ts'
import { canEdit } from '#shared/contract/roles.ts'

/** Somebody who presents just now. */
export interface Leader {
  /** Which of their connections. */
  readonly clientId: number
  readonly name: string
  readonly slideId: string
  readonly since: number
  /** Whoever may not change the journey is followed by nobody who did not ask for it. */
  readonly mayLead: boolean
}

/** Who presents, whoever began last first. */
export function leadersOf(others: ReadonlyMap<number, Presence>): readonly Leader[] {
  return [...others]
    .flatMap(([clientId, { user, presenting }]): Leader[] =>
      presenting ? [{ clientId, name: user.name, mayLead: canEdit(user.role), ...presenting }] : [],
    )
    .sort((a, b) => b.since - a.since || a.clientId - b.clientId)
}

/** Whom one follows: whom one chose, else whoever leads and may. */
export const leaderToFollow = (
  leaders: readonly Leader[],
  wish: { readonly isOn: boolean; readonly chosenId: number | null },
): Leader | null => {
  if (!wish.isOn) return null
  return leaders.find(({ clientId }) => clientId === wish.chosenId) ?? leaders.find(({ mayLead }) => mayLead) ?? null
}
