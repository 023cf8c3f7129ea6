import { useEffect, useState } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { ParticipantsState } from '#src/collab/participants-state.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { usePreference } from '#src/ui/preferences.ts'
import { followChanges } from './follow-changes.ts'

/** Says politely what happens in the journey; empty for those who switched it off. */
export function LiveRegion({ participants }: { readonly participants: StoreApi<ParticipantsState> }) {
  const editor = useEditor()
  const isOn = usePreference('hasAnnouncements')
  const [said, setSaid] = useState({ words: '', count: 0 })
  useEffect(
    () =>
      isOn
        ? followChanges(editor, participants, (words) => setSaid(({ count }) => ({ words, count: count + 1 })))
        : undefined,
    [editor, participants, isOn],
  )
  return (
    <div role="status" aria-live="polite" aria-label="What happens in the journey" className="sr-only">
      {/* The same words twice are news twice. */}
      {isOn && <span key={said.count}>{said.words}</span>}
    </div>
  )
}
