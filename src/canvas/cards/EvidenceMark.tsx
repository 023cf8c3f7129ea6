import type { Card } from '#shared/model/records/card.ts'
import { BadgeCheck, BookOpenText } from 'lucide-react'

/** How well a card is proved; nothing for an assumption, which is what most cards start as. */
export function EvidenceMark({ evidence }: Pick<Card, 'evidence'>) {
  if (evidence === 'assumption') return null
  const isProved = evidence === 'data-proved'
  const label = isProved ? 'Proved by data' : 'Researched'
  const Icon = isProved ? BadgeCheck : BookOpenText
  return (
    <span title={label} className="card-evidence" data-proved={isProved || undefined}>
      <Icon aria-label={label} />
    </span>
  )
}
