import { CARD_MARK_TITLES, CARD_MARKS, type Card, type CardMark } from '#shared/model/records/card.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { checkedOf } from './common-value.ts'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface MarksRowProps {
  readonly cards: readonly Card[]
  readonly onChange: (mark: CardMark, isOn: boolean) => void
}

/** What matters about the cards beyond their kind. */
export function MarksRow({ cards, onChange }: MarksRowProps) {
  const { canEdit } = useEditor()
  const countOf = (mark: CardMark): number => cards.filter((card) => card.marks?.includes(mark)).length
  if (!canEdit) {
    const marks = CARD_MARKS.filter((mark) => countOf(mark) > 0).map((mark) => CARD_MARK_TITLES[mark])
    return marks.length > 0 && <ReadOnlyField label="Marks">{marks.join(', ')}</ReadOnlyField>
  }
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-muted">Marks</legend>
      {CARD_MARKS.map((mark) => (
        <Checkbox
          key={mark}
          className="min-h-7 items-center"
          label={CARD_MARK_TITLES[mark]}
          checked={checkedOf(countOf(mark), cards.length)}
          onChange={(isOn) => onChange(mark, isOn)}
        />
      ))}
    </fieldset>
  )
}
