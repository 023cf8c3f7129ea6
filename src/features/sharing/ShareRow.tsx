import { Check, Copy, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { Button } from '#src/ui/Button.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { copyText } from './copy-text.ts'
import { ROLE_WORDS } from './role-words.ts'

const COPIED_SHOWN_MS = 2 * SECOND_MS
const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

interface ShareRowProps {
  readonly share: ShareItem
  readonly onRevoke: () => void
}

/** One link that stands. */
export function ShareRow({ share, onRevoke }: ShareRowProps) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  const words = ROLE_WORDS[share.role]

  useEffect(() => {
    if (copied !== 'yes') return undefined
    const timer = setTimeout(() => setCopied('no'), COPIED_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = async (): Promise<void> => {
    setCopied((await copyText(share.url)) ? 'yes' : 'failed')
  }

  return (
    <li className="py-2.5">
      <div className="flex items-center gap-3">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-md bg-ink/6 text-ink-muted">
          <words.icon aria-hidden className="size-4" strokeWidth={1.75} />
        </span>
        <div className="min-w-0 flex-1">
          <p className="truncate text-sm font-medium">{share.name}</p>
          <p className="truncate text-xs text-ink-faint">
            {words.title} · created {dates.format(share.createdAt)}
          </p>
        </div>
        <Button size="sm" icon={copied === 'yes' ? Check : Copy} onClick={() => void copy()}>
          <span aria-live="polite">{copied === 'yes' ? 'Copied' : 'Copy link'}</span>
        </Button>
        <IconButton icon={Trash2} label={`Revoke ${share.name}`} onClick={onRevoke} />
      </div>
      {copied === 'failed' && (
        <TextField
          label="The browser does not allow copying here. Copy the link by hand:"
          readOnly
          value={share.url}
          ref={focusOnMount}
          className="mt-2"
        />
      )}
    </li>
  )
}
