import { ChevronDown, ChevronUp, CircleDashed, Spline } from 'lucide-react'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { type Card, type CardId, EMOTION_SCALE } from '#shared/model/records/card.ts'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'

/** What can be done with feelings and their curves. */
export const emotionActions = (core: CanvasCore): readonly Action[] => {
  const hasEmotion = (): boolean => core.canEdit && selectedEmotions(core).length > 0
  return [
    {
      id: 'emotion.raise',
      ...feelings,
      label: 'Raise feeling by half a point',
      icon: ChevronUp,
      shortcuts: ['Alt+Shift+ArrowUp', '+'],
      keywords: 'emotion score better',
      isEnabled: hasEmotion,
      run: () => changeScores(core, SCORE_STEP),
    },
    {
      id: 'emotion.lower',
      ...feelings,
      label: 'Lower feeling by half a point',
      icon: ChevronDown,
      shortcuts: ['Alt+Shift+ArrowDown', '-'],
      keywords: 'emotion score worse',
      isEnabled: hasEmotion,
      run: () => changeScores(core, -SCORE_STEP),
    },
    {
      id: 'emotion.future',
      ...feelings,
      label: 'Add future feeling',
      icon: CircleDashed,
      keywords: 'emotion target to-be',
      isEnabled: () => core.canEdit && selectedEmotions(core).some((card) => card.futureScore === undefined),
      run: () => addFutures(core),
    },
    {
      id: 'view.future',
      group: 'View',
      section: 'layers',
      label: 'Show future feelings',
      icon: Spline,
      keywords: 'emotion curve to-be target compare',
      isOn: () => core.state.getState().isFutureShown,
      run: () => toggleFuture(core),
    },
  ]
}

const feelings = { group: 'Arrange', section: 'feelings' } as const
const SCORE_STEP = 0.5

/** Shows or hides the future curves, for oneself only. */
export const toggleFuture = ({ state }: CanvasCore): void =>
  state.setState({ isFutureShown: !state.getState().isFutureShown })

function selectedEmotions({ editor, scene }: CanvasCore): Card[] {
  const { cards } = scene.get().snapshot
  return [...editor.selection.getState().ids].flatMap((id) => {
    const card = cards.get(id as CardId)
    return card?.kind === 'emotion' ? [card] : []
  })
}

const withinScale = (score: number): number => Math.min(EMOTION_SCALE.max, Math.max(EMOTION_SCALE.min, score))

/** Each from its own score, all as one step; a feeling without a score starts from neutral. */
function changeScores(core: CanvasCore, by: number): void {
  const idsByScore = new Map<number, CardId[]>()
  for (const { id, score } of selectedEmotions(core)) {
    const next = withinScale((score ?? 0) + by)
    if (next !== score) idsByScore.set(next, [...(idsByScore.get(next) ?? []), id])
  }
  let continues = false
  for (const [score, cardIds] of idsByScore)
    continues = core.editor.run(editCards, { cardIds, patch: { score } }, { continues }).ok || continues
}

/** One point better than now, to be pulled to where it belongs. */
function addFutures(core: CanvasCore): void {
  let continues = false
  for (const { id, score, futureScore } of selectedEmotions(core)) {
    if (futureScore !== undefined) continue
    const patch = { futureScore: withinScale((score ?? 0) + 1) }
    continues = core.editor.run(editCards, { cardIds: [id], patch }, { continues }).ok || continues
  }
  core.state.setState({ isFutureShown: true })
}
