import { type Duty, dayOf, isOverdue } from '#shared/model/records/duty.ts'

/** Who sees to a card, in initials, and whether that is late; nothing when nobody was named. The card's label says it in words. */
export function OwnerChip({ card }: { readonly card: Duty }) {
  const isLate = isOverdue(card, dayOf())
  if (!card.owner && !isLate) return null
  return (
    <span aria-hidden className="card-owner" data-late={isLate || undefined} title={titleOf(card)}>
      {card.owner ? initialsOf(card.owner) : '!'}
    </span>
  )
}

const titleOf = ({ owner, dueOn }: Duty): string =>
  [owner, dueOn === undefined ? undefined : `due ${dueOn}`].filter(Boolean).join(', ')

/** `Ann Okafor` is AO, `Sales` is SA. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const [first = [], second] = words.map((word) => Array.from(word))
  return [...first.slice(0, 1), ...(second ? second.slice(0, 1) : first.slice(1, 2))].join('').toLocaleUpperCase()
}
