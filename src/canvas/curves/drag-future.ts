import { emotionScoreAt, emotionY } from '#shared/layout/cells.ts'
import type { LaneRow } from '#shared/layout/journey-layout.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { SELF } from '../drag-offsets.ts'
import { trackPointer } from '../gestures/track-pointer.ts'
import { pagePoint } from '../page-point.ts'
import { futureHandle } from './future-handle.ts'

/** Pulls the hollow point of a card up or down: its curve follows, and the drop writes the score that the feeling is meant to get. */
export function dragFuture(core: CanvasCore, down: PointerEvent, cardId: CardId): void {
  const { editor, scene, state, offsets, ports } = core
  const start = scene.get().snapshot.cards.get(cardId)
  if (start?.futureScore === undefined) return
  const from = start.futureScore
  const handle = futureHandle(cardId)

  const scoreAt = (event: { readonly x: number; readonly y: number }): number | undefined => {
    const row = rowOf(core, cardId)
    return row && emotionScoreAt(pagePoint(core, event).y - row.y, row.bandHeight)
  }
  const follow = (event: { readonly x: number; readonly y: number }): number | undefined => {
    const row = rowOf(core, cardId)
    const score = scoreAt(event)
    if (!row || score === undefined) return undefined
    const dy = emotionY(score, row.bandHeight) - emotionY(from, row.bandHeight)
    offsets.set(SELF, [handle], 0, dy)
    ports().showPresence({ drag: { ids: [handle], dx: 0, dy } })
    if (state.getState().scoring?.score !== score) state.setState({ scoring: { cardId, score, isFuture: true } })
    return score
  }
  const end = (): void => {
    state.setState({ scoring: null })
    ports().showPresence({ drag: null })
    offsets.clear(SELF)
  }
  trackPointer(down, {
    onStart: () => editor.select([cardId]),
    onMove: (move) => void follow(move),
    onDrop: (move) => {
      const score = follow(move)
      if (score !== undefined && score !== from)
        editor.run(editCards, { cardIds: [cardId], patch: { futureScore: score } })
      end()
    },
    onClick: () => editor.select([cardId]),
    onCancel: end,
  })
}

/** The emotion lane's row that a card stands in. */
export function rowOf({ scene }: CanvasCore, cardId: CardId): LaneRow | undefined {
  const layout = scene.get()
  const place = layout.snapshot.cards.get(cardId)?.place
  const row = place?.kind === 'cell' ? layout.rowOfLane.get(place.laneId) : undefined
  return row && row.bandHeight > 0 ? row : undefined
}
