import { Pencil, QrCode, Trash2 } from 'lucide-react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { CopyButton } from '#src/ui/CopyButton.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { ROLE_WORDS } from './role-words.ts'
import { wordsOfShare } from './share-words.ts'

interface ShareRowProps {
  readonly share: ShareItem
  readonly now: number
  readonly onEdit: () => void
  readonly onShowCode: () => void
  readonly onRevoke: () => void
}

const STANDING_WORDS = { spent: 'Used up', expired: 'Expired' } as const

/** One link that was not revoked. */
export function ShareRow({ share, now, onEdit, onShowCode, onRevoke }: ShareRowProps) {
  const words = ROLE_WORDS[share.role]
  const { name, standing, url } = share

  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-ink/6 text-ink-muted">
          <words.icon aria-hidden className="size-4" strokeWidth={1.75} />
        </span>
        <div className="min-w-[min(12rem,100%)] flex-1">
          <p className="flex items-center gap-2 text-sm font-medium">
            <span className="truncate">{name}</span>
            {standing !== 'open' && <Badge tone="warn">{STANDING_WORDS[standing]}</Badge>}
          </p>
          <p className="text-xs text-pretty text-ink-faint">{wordsOfShare(share, now)}</p>
        </div>
        <div className="ml-auto flex flex-wrap items-center justify-end gap-1">
          {standing === 'open' && <CopyButton text={url} label="Copy link" />}
          {standing === 'open' && (
            <IconButton icon={QrCode} label={`Show a QR code for ${name}`} onClick={onShowCode} />
          )}
          <IconButton icon={Pencil} label={`Change ${name}`} onClick={onEdit} />
          <IconButton icon={Trash2} label={`Revoke ${name}`} onClick={onRevoke} />
        </div>
      </div>
    </li>
  )
}
