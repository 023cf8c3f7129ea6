import { noteSent } from '#src/collab/offline-copies.ts'
import { onceAfterPaint } from '#src/editor/frames.ts'

/**
 * `noteSent`, after the paint of what was changed: the browser's storage holds up a letter otherwise, and was written twice for each. A tab that is
 * killed in between has not kept the letter either. `end` writes at once what is still to be noted.
 */
export function noteSentLater(journeyId: string): {
  readonly note: (isSent: boolean) => void
  readonly end: () => void
} {
  let wanted: boolean | undefined
  let noted: boolean | undefined
  const write = (): void => {
    if (wanted !== undefined && wanted !== noted) noteSent(journeyId, wanted)
    noted = wanted
  }
  const later = onceAfterPaint(write)
  return {
    note: (isSent) => {
      wanted = isSent
      later.ask()
    },
    end: () => {
      later.cancel()
      write()
    },
  }
}
