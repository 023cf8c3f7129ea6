import { Flag, Star } from 'lucide-react'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import type { CardMark } from '#shared/model/records/card.ts'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { selectedCards } from '../selected-cards.ts'

const MARKS = [
  { mark: 'moment-of-truth', id: 'edit.mark-truth', label: 'Mark as moment of truth', icon: Star },
  { mark: 'conversion', id: 'edit.mark-conversion', label: 'Mark as conversion point', icon: Flag },
] as const

/** Marks the selected cards, or takes the mark from them when all of them have it. */
export const markActions = (core: CanvasCore): readonly Action[] =>
  MARKS.map(({ mark, id, label, icon }): Action => {
    const areAllMarked = (): boolean => {
      const cards = selectedCards(core)
      return cards.length > 0 && cards.every((card) => card.marks?.includes(mark))
    }
    return {
      id,
      label,
      group: 'Edit',
      section: 'mark',
      icon,
      keywords: 'star flag important',
      isEnabled: () => core.canEdit && selectedCards(core).length > 0,
      isOn: areAllMarked,
      run: () => setMark(core, mark, !areAllMarked()),
    }
  })

function setMark(core: CanvasCore, mark: CardMark, isOn: boolean): void {
  let continues = false
  for (const { id, marks = [] } of selectedCards(core)) {
    if (marks.includes(mark) === isOn) continue
    const next = isOn ? [...marks, mark] : marks.filter((one) => one !== mark)
    const patch = { marks: next.length > 0 ? next : undefined }
    if (!core.editor.run(editCards, { cardIds: [id], patch }, { continues }).ok) return
    continues = true
  }
}
