import { type KeyboardEvent, type MouseEvent, useState } from 'react'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import { canEdit } from '#shared/contract/roles.ts'
import { journeyEntries } from './journey-entries.ts'
import { useLibraryShared } from './library-context.ts'
import { ROLE_BADGES } from './role-badges.ts'
import { useJourneyVerbs } from './use-journey-verbs.ts'

/** What a journey of the library does, whether it stands there as a tile or as a row: its menu, renaming, and being picked. */
export function useJourneyItem(journey: LibraryItem) {
  const { tags, hasMarks, otherWorkspaces, selection } = useLibraryShared()
  const [isRenaming, setRenaming] = useState(false)
  const verbs = useJourneyVerbs(journey)
  const entries = journeyEntries(
    journey,
    { ...verbs, rename: () => setRenaming(true) },
    { tags, hasMarks, hasOtherWorkspaces: otherWorkspaces.length > 0 },
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'F2' && canEdit(journey.role)) setRenaming(true)
    else if (event.key === 'x' && hasMarks) selection.toggle(journey.id)
    else return
    event.preventDefault()
  }
  /** As in a file manager: with a key held a click picks. */
  const onClick = (event: MouseEvent): void => {
    if (!hasMarks || !(event.shiftKey || event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    selection.toggle(journey.id, { isRange: event.shiftKey })
  }
  const isSelected = selection.ids.has(journey.id)
  return { isRenaming, setRenaming, verbs, entries, onKeyDown, onClick, isSelected, badge: ROLE_BADGES[journey.role] }
}
