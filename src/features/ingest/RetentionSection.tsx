import { counted } from '#shared/lib/counted.ts'
import { useState } from 'react'
import { wordsOf } from '#src/api/api-error.ts'
import { useRetention, useSetRetention } from '#src/api/customer-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'

const MOST_DAYS = 36_500

/** How long the events of a dataset are kept. Only those who manage the workspace are told and may change it; others see nothing here. */
export function RetentionSection({ datasetId }: { readonly datasetId: string }) {
  const [isAsking, setAsking] = useState(false)
  const { data: kept } = useRetention(datasetId, null)
  const set = useSetRetention(datasetId)
  if (kept === undefined) return null
  return (
    <section aria-label="How long events are kept" className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
      <p>
        {kept.days === null
          ? 'Events are kept until somebody deletes them.'
          : `Events are deleted ${counted(kept.days, 'day')} after they happened.`}
      </p>
      <Button size="sm" onClick={() => setAsking(true)}>
        Change
      </Button>
      {kept.days !== null && (
        <Button
          size="sm"
          busy={set.isPending && !isAsking}
          onClick={() => set.mutate(null, { onError: (error) => toast.error(wordsOf(error)) })}
        >
          Keep for ever
        </Button>
      )}
      {isAsking && <RetentionDialog datasetId={datasetId} days={kept.days} onClose={() => setAsking(false)} />}
    </section>
  )
}

interface RetentionDialogProps {
  readonly datasetId: string
  readonly days: number | null
  readonly onClose: () => void
}

function RetentionDialog({ datasetId, days, onClose }: RetentionDialogProps) {
  const [text, setText] = useState(String(days ?? 365))
  const set = useSetRetention(datasetId)
  const wanted = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0
  const isRight = wanted >= 1 && wanted <= MOST_DAYS
  const look = useRetention(datasetId, isRight ? wanted : null)
  const failed = set.error ?? look.error
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Delete events when they are old?"
      confirmLabel="Delete old events"
      busy={set.isPending}
      disabled={!isRight || look.data === undefined}
      error={failed === null ? null : wordsOf(failed)}
      onConfirm={() =>
        set.mutate(wanted, {
          onSuccess: ({ events }) => {
            onClose()
            toast.success(`${counted(events, 'event')} deleted`)
          },
        })
      }
    >
      <TextField
        label="Days after they happened"
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={isRight ? null : `A whole number from 1 to ${MOST_DAYS}.`}
      />
      {isRight && look.data !== undefined && (
        <output className="mt-3 block text-sm text-pretty text-ink-muted">
          {look.data.events === 0
            ? 'No event is as old as that now.'
            : `${counted(look.data.events, 'event')} of ${counted(look.data.cases, 'case')} are older and go now, with what the files have of them and all rejected rows.`}{' '}
          From then on events go once a day when they are old enough. This cannot be undone.
        </output>
      )}
    </ConfirmDialog>
  )
}
