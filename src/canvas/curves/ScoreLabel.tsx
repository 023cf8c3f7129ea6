import { emotionY } from '#shared/layout/cells.ts'
import { cardRect } from '#shared/layout/find.ts'
import { useCanvas, useCanvasState } from '../canvas-context.ts'
import { rowOf } from './drag-future.ts'
import { scoreWords } from './score-words.ts'

/** What the feeling under the pointer is called now. Renders when the score becomes another, not with every move. */
export function ScoreLabel() {
  const core = useCanvas()
  const scoring = useCanvasState((state) => state.scoring)
  const rect = scoring && cardRect(core.scene.get(), scoring.cardId)
  const row = scoring && rowOf(core, scoring.cardId)
  if (!scoring || !rect || !row) return null
  return (
    <div
      role="status"
      data-testid="score-label"
      className="score-label"
      style={{ left: rect.x + rect.width / 2, top: row.y + emotionY(scoring.score, row.bandHeight) }}
    >
      {scoring.isFuture ? `Future: ${scoreWords(scoring.score)}` : scoreWords(scoring.score)}
    </div>
  )
}
