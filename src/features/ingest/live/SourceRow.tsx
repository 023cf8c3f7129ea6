import { counted } from '#shared/lib/counted.ts'
import { ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { SourceItem } from '#shared/contract/rest/sources.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useRemoveSource } from '#src/api/feed-queries.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { useNow } from '#src/ui/use-now.ts'
import { AGE_SHOWN_EVERY_MS, wholeNumber } from '../quantities.ts'

interface SourceRowProps {
  readonly datasetId: string
  readonly source: SourceItem
}

/** One sender: what came, what came twice, and what was refused, with the reasons. */
export function SourceRow({ datasetId, source }: SourceRowProps) {
  const now = useNow(AGE_SHOWN_EVERY_MS)
  const remove = useRemoveSource(datasetId)
  const [asking, setAsking] = useState(false)
  const { name, isSigned, lastAt, accepted, duplicates, rejected, rejects } = source

  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-lg bg-surface p-3 shadow-card">
      <div className="flex min-w-0 items-center gap-2">
        <span className="truncate text-sm font-medium text-ink">{name}</span>
        {isSigned && (
          <Badge icon={ShieldCheck} tone="good">
            Signed
          </Badge>
        )}
        <span className="flex-1" />
        <IconButton icon={Trash2} label={`Take out ${name}`} onClick={() => setAsking(true)} />
      </div>
      <p className="tabular text-sm text-ink-muted">
        {lastAt === null
          ? 'Nothing has come yet.'
          : `${counted(accepted, 'event')}, last heard of ${timeAgo(lastAt, now)}`}
        {duplicates > 0 && ` · ${wholeNumber(duplicates)} sent again and counted once`}
        {rejected > 0 && ` · ${wholeNumber(rejected)} refused`}
      </p>
      {rejects.length > 0 && (
        <details className="text-sm text-ink-muted">
          <summary className="cursor-pointer text-ink-muted hover:text-ink">Why some were refused</summary>
          <ul className="mt-1 flex flex-col gap-1">
            {rejects.map(({ reason, events, lastAt: lastOfIt }) => (
              <li key={reason} className="flex flex-wrap gap-x-2">
                <span className="tabular font-medium text-ink">{wholeNumber(events)}</span>
                <span className="min-w-0 break-words">{reason}</span>
                <span className="text-ink-faint">last {timeAgo(lastOfIt, now)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Take out “${name}”?`}
        confirmLabel="Take out"
        busy={remove.isPending}
        error={remove.isError ? wordsOf(remove.error) : null}
        onConfirm={() => remove.mutate(source.id, { onSuccess: () => setAsking(false) })}
      >
        Its address is worth nothing from then on. The events that it has sent stay.
      </ConfirmDialog>
    </li>
  )
}
