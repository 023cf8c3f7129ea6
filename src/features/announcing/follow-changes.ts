import type { StoreApi } from 'zustand/vanilla'
import type { CardId } from '#shared/model/records/card.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { ParticipantsState } from '#src/collab/participants-state.ts'
import type { Editor } from '#src/editor/editor.ts'
import { type Change, changesBetween, merged } from './changes.ts'
import { sentencesFor } from './sentences.ts'

/** Others' edits are gathered for so long before they are told. */
export const GATHERED_MS = 3_000

const NOBODY_KNOWN = 'Somebody'

export interface Listener {
  readonly say: (words: string) => void
  /** The person is typing: others' edits wait until there is a pause. */
  readonly isTyping: () => boolean
}

/** Tells in words what happens in the journey. Gives the way to stop. */
export function followChanges(
  editor: Editor,
  participants: Pick<StoreApi<ParticipantsState>, 'getState'>,
  { say, isTyping }: Listener,
): () => void {
  let last = editor.getSnapshot()
  /** From where others' edits have not been compared yet; `null` while there are none. */
  let base: JourneySnapshot | null = null
  let gathered: readonly Change[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Who had what in hand while it changed. */
  const handledBy = new Map<string, string>()

  const noteHands = (): void => {
    for (const { user, selection, drag, editing } of participants.getState().others.values())
      for (const id of [...(selection ?? []), ...(drag?.ids ?? []), ...(editing ? [editing] : [])])
        handledBy.set(id, user.name)
  }
  const whoDid = ({ id }: Change): string => {
    const names = new Set([...participants.getState().others.values()].map(({ user }) => user.name))
    const [only] = names
    return handledBy.get(id) ?? (names.size === 1 ? only : undefined) ?? NOBODY_KNOWN
  }
  const gather = (until: JourneySnapshot): void => {
    if (base) gathered = merged([...gathered, ...changesBetween(base, until)])
    base = null
  }
  /** A text that somebody is still typing in is told of when they are done. */
  const isUnderWay = ({ verb, id }: Change): boolean =>
    verb === 'edited' && [...participants.getState().others.values()].some(({ editing }) => editing === id)
  const tell = (): void => {
    gather(last)
    const rest = isTyping() ? gathered : gathered.filter(isUnderWay)
    timer = rest.length > 0 ? setTimeout(tell, GATHERED_MS) : undefined
    const words = sentencesFor(
      gathered.filter((change) => !rest.includes(change)),
      whoDid,
    )
    gathered = rest
    if (rest.length === 0) handledBy.clear()
    if (words !== '') say(words)
  }
  /** What one key did is said in one go. */
  let own: readonly string[] = []
  const sayOwn = (words: string): void => {
    if (own.length === 0)
      queueMicrotask(() => {
        say(own.join('. '))
        own = []
      })
    if (!own.includes(words)) own = [...own, words]
  }
  const onChange = (isOwn: boolean): void => {
    const before = last
    last = editor.getSnapshot()
    if (isOwn) {
      gather(before)
      const words = ownMove(editor, before, last)
      if (words !== undefined) sayOwn(words)
      return
    }
    base ??= before
    noteHands()
    timer ??= setTimeout(tell, GATHERED_MS)
  }
  const stops = [
    editor.subscribe(onChange),
    editor.undoState.subscribe((now, before) => {
      const more = now.redoCount - before.redoCount
      if (more > 0) sayOwn(`Undid ${now.redoLabel}`)
      else if (more === -1 && now.undoLabel === before.redoLabel) sayOwn(`Redid ${now.undoLabel}`)
    }),
  ]
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}

/** Where the selected cards went, when they did: who sees the screen sees it. */
function ownMove(editor: Editor, before: JourneySnapshot, after: JourneySnapshot): string | undefined {
  const { anchor, ids } = editor.selection.getState()
  const place = after.cards.get(anchor as CardId)?.place
  const was = before.cards.get(anchor as CardId)?.place
  if (place?.kind !== 'cell' || was?.kind !== 'cell') return undefined
  if (place.stepId === was.stepId && place.laneId === was.laneId) return undefined
  const steps = stepsInOrder(after)
  const lane = lanesInOrder(after).find(({ id }) => id === place.laneId)
  const at = `step ${steps.findIndex(({ id }) => id === place.stepId) + 1} of ${steps.length}`
  const what = ids.size > 1 ? `Moved ${ids.size} cards` : 'Moved'
  return `${what} to ${at}, lane ${lane?.title || 'without a name'}`
}
