import { Presentation } from 'lucide-react'
import { Button } from '#src/ui/Button.tsx'
import type { Following } from './use-following.ts'

interface FollowBarProps {
  readonly offer: NonNullable<Following['offer']>
  readonly onFollow: Following['follow']
}

/** Somebody presents, and one may go along. Fetched when that is so. */
export const FollowBar = ({ offer, onFollow }: FollowBarProps) => (
  <div className="flex items-center gap-3 border-b border-line bg-accent-soft px-4 py-2 text-sm text-ink">
    <Presentation aria-hidden className="size-4 shrink-0 text-accent" />
    <p className="min-w-0 flex-1 truncate">{offer.name} is presenting this journey.</p>
    <Button size="sm" variant="primary" onClick={() => onFollow(offer)}>
      Follow
    </Button>
  </div>
)
