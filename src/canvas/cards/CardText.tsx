import { type Card, CARD_TITLES } from '#shared/model/records/card.ts'
import { TextEditor } from '#src/editor/TextEditor.tsx'
import { useCanvas } from '../canvas-context.ts'
import { leaveText } from '../keyboard/leave-text.ts'

interface CardTextProps {
  readonly card: Card
  readonly field: 'title' | 'details'
  readonly lines: number
  readonly isEditing: boolean
}

/** A text of a card: still, or a field to type in. Exactly one text of a journey is being edited at a time. */
export function CardText({ card, field, lines, isEditing }: CardTextProps) {
  const core = useCanvas()
  const text = card[field]
  if (isEditing)
    return (
      <TextEditor
        root="cards"
        id={card.id}
        field={field}
        multiline={field === 'details'}
        autoFocus
        className={`card-editor nodrag nopan nowheel card-${field}`}
        placeholder={CARD_TITLES[card.kind]}
        label={`${CARD_TITLES[card.kind]} ${field}`}
        onDone={(reason, by) => leaveText(core, card.id, reason, by.isShift)}
      />
    )
  return (
    <p className={`card-${field}`} data-empty={text === '' || undefined} style={{ WebkitLineClamp: lines }} dir="auto">
      {text === '' && field === 'title' ? CARD_TITLES[card.kind] : text}
    </p>
  )
}
