import { useEffect } from 'react'
import type { OtherCaret } from '#src/editor/carets/carets.ts'
import { loadCarets } from '#src/editor/carets/share-carets.ts'
import { untilItComes } from '#src/ui/late.ts'
import { whenQuiet } from '#src/ui/usable.ts'
import type { OpenJourney } from './use-open-journey.ts'

/** Shows others where one types, and tells the editor where they do. */
export function useSharedCarets({ editor, collaboration }: OpenJourney): void {
  // One may be offline by the time that one types; and whoever is offline sees nobody, and misses nothing.
  useEffect(() => void whenQuiet().then(() => untilItComes(loadCarets, false)), [])
  useEffect(() => {
    const { participants, showPresence } = collaboration
    const { own, others } = editor.carets
    let known = ''
    const follow = (): void => {
      const carets = [...participants.getState().others].flatMap(([connection, { user, caret }]): OtherCaret[] =>
        caret ? [{ connection, name: user.name, color: user.color, caret }] : [],
      )
      // Pointers move all the time.
      const now = carets.length === 0 ? '' : JSON.stringify(carets)
      if (now === known) return
      known = now
      others.setState(carets, true)
    }
    follow()
    const stops = [participants.subscribe(follow), own.subscribe((caret) => showPresence({ caret }))]
    return () => {
      for (const stop of stops) stop()
      others.setState([], true)
      showPresence({ caret: null })
    }
  }, [editor, collaboration])
}
