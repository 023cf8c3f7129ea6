import type { Card, CardMark } from '#shared/model/records/card.ts'
import { Flag, Star, type LucideIcon } from 'lucide-react'
import { IconPicture } from '#src/ui/IconPicture.tsx'

const ICONS: Readonly<Record<CardMark, LucideIcon>> = { 'moment-of-truth': Star, conversion: Flag }
const WORDS: Readonly<Record<CardMark, string>> = {
  'moment-of-truth': 'Moment of truth',
  conversion: 'Conversion point',
}

/** A star where the relation is won or lost, a flag where the customer does what the journey is for. */
export function CardMarks({ marks }: Pick<Card, 'marks'>) {
  if (!marks || marks.length === 0) return null
  return (
    <span className="card-marks">
      {marks.map((mark) => (
        <span key={mark} className="card-mark" data-mark={mark} title={WORDS[mark]}>
          <IconPicture icon={ICONS[mark]} color="surface" label={WORDS[mark]} isFilled strokeWidth={2.5} sizePx={11} />
        </span>
      ))}
    </span>
  )
}
