import { useEffect, useState } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { ParticipantsState } from '#src/collab/participants-state.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { usePreference } from '#src/ui/preferences.ts'
import { followChanges } from './follow-changes.ts'

/** So long after the last letter one is taken to be typing still. */
const TYPING_MS = 1_500

/** Says politely what happens in the journey; empty for those who switched it off. */
export function LiveRegion({ participants }: { readonly participants: StoreApi<ParticipantsState> }) {
  const editor = useEditor()
  const isOn = usePreference('hasAnnouncements')
  const [said, setSaid] = useState({ words: '', count: 0 })
  useEffect(() => {
    if (!isOn) return undefined
    let typedAt = -Infinity
    const onInput = (): void => {
      typedAt = performance.now()
    }
    document.addEventListener('input', onInput)
    const stop = followChanges(editor, participants, {
      say: (words) => setSaid(({ count }) => ({ words, count: count + 1 })),
      isTyping: () => performance.now() - typedAt < TYPING_MS,
    })
    return () => {
      document.removeEventListener('input', onInput)
      stop()
    }
  }, [editor, participants, isOn])
  return (
    <div role="status" aria-live="polite" aria-label="What happens in the journey" className="sr-only">
      {/* The same words twice are news twice. */}
      {isOn && <span key={said.count}>{said.words}</span>}
    </div>
  )
}
