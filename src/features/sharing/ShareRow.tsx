import { Trash2 } from 'lucide-react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { CopyButton } from '#src/ui/CopyButton.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { ROLE_WORDS } from './role-words.ts'

const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

interface ShareRowProps {
  readonly share: ShareItem
  readonly onRevoke: () => void
}

/** One link that stands. */
export function ShareRow({ share, onRevoke }: ShareRowProps) {
  const words = ROLE_WORDS[share.role]

  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-center gap-3">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-ink/6 text-ink-muted">
          <words.icon aria-hidden className="size-4" strokeWidth={1.75} />
        </span>
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-medium">{share.name}</p>
          <p className="truncate text-xs text-ink-faint">
            {words.title} · created {dates.format(share.createdAt)}
          </p>
        </div>
        <CopyButton text={share.url} label="Copy link" />
        <IconButton icon={Trash2} label={`Revoke ${share.name}`} onClick={onRevoke} />
      </div>
    </li>
  )
}
