import type { Card } from '#shared/model/records/card.ts'
import { BadgeCheck, BookOpenText } from 'lucide-react'
import { IconPicture } from '#src/ui/IconPicture.tsx'

/** How well a card is proved; nothing for an assumption, which is what most cards start as. */
export function EvidenceMark({ evidence }: Pick<Card, 'evidence'>) {
  if (evidence === 'assumption') return null
  const isProved = evidence === 'data-proved'
  const label = isProved ? 'Proved by data' : 'Researched'
  return (
    <span title={label} className="card-evidence">
      <IconPicture
        icon={isProved ? BadgeCheck : BookOpenText}
        color={isProved ? 'good' : 'ink-faint'}
        label={label}
        sizePx={15}
      />
    </span>
  )
}
