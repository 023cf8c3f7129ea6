import type { Card } from '#shared/model/records/card.ts'
import { CardFields } from './CardFields.tsx'
import { PlaceRows } from './PlaceRows.tsx'
import { RichTextRow } from '#src/rich-text/RichTextRow.tsx'
import { TextRow } from './TextRow.tsx'

/** Everything about one card. */
export const CardSection = ({ card }: { readonly card: Card }) => (
  <>
    <TextRow root="cards" id={card.id} field="title" label="Title" value={card.title} />
    <RichTextRow root="cards" id={card.id} field="details" label="Details" value={card.details} />
    <CardFields cards={[card]} />
    <PlaceRows card={card} />
  </>
)
