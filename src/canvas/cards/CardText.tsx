import { type Card, CARD_TITLES } from '#shared/model/records/card.ts'
import { TextEditor } from '#src/editor/TextEditor.tsx'
import { RichText } from '#src/rich-text/RichText.tsx'
import { RichTextField } from '#src/rich-text/RichTextField.tsx'
import { useCanvas } from '../canvas-context.ts'
import { leaveText } from '../keyboard/leave-text.ts'

interface CardTextProps {
  readonly card: Card
  readonly field: 'title' | 'details'
  readonly lines: number
  /** The layout counted less lines than it would cut at: nothing needs to be clipped, which would cost something in each moving frame. */
  readonly isWhole?: boolean
  readonly isEditing: boolean
}

/** A text of a card: still, or a field to type in. Exactly one text of a journey is being edited at a time. */
export function CardText({ card, field, lines, isWhole = false, isEditing }: CardTextProps) {
  const cut = isWhole ? undefined : { WebkitLineClamp: lines }
  const core = useCanvas()
  const text = card[field]
  if (field === 'details') {
    if (!isEditing)
      return (
        <div className="card-details" data-cut={!isWhole || undefined} style={cut} dir="auto">
          <RichText text={text} />
        </div>
      )
    return (
      <div className="card-editor card-details nodrag nopan nowheel">
        <RichTextField
          root="cards"
          id={card.id}
          field="details"
          value={text}
          placeholder="Details"
          label={`${CARD_TITLES[card.kind]} details`}
          onDone={(reason, by) => leaveText(core, card.id, reason, by.isShift)}
        />
      </div>
    )
  }
  if (isEditing)
    return (
      <TextEditor
        root="cards"
        id={card.id}
        field={field}
        autoFocus
        className="card-editor nodrag nopan nowheel card-title"
        placeholder={CARD_TITLES[card.kind]}
        label={`${CARD_TITLES[card.kind]} title`}
        onDone={(reason, by) => leaveText(core, card.id, reason, by.isShift)}
      />
    )
  return (
    <p
      className="card-title"
      data-cut={!isWhole || undefined}
      data-empty={text === '' || undefined}
      style={cut}
      dir="auto"
    >
      {text === '' ? CARD_TITLES[card.kind] : text}
    </p>
  )
}
