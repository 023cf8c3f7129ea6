import { CircleCheck } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { CADENCES, type Cadence } from '#shared/contract/cadences.ts'
import { dayOf } from '#shared/model/records/duty.ts'
import { DATE_LOCALE, MINUTE_MS } from '#shared/lib/time.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useMarkReviewed, usePlanReview, useReview } from '#src/api/past-queries.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { Button } from '#src/ui/Button.tsx'
import { Select } from '#src/ui/Select.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { toast } from '#src/ui/toast.ts'
import { useNow } from '#src/ui/use-now.ts'

const CADENCE_WORDS: Readonly<Record<Cadence, string>> = {
  none: 'By no plan',
  monthly: 'Every month',
  quarterly: 'Every quarter',
  'half-yearly': 'Every half year',
  yearly: 'Every year',
}
const CADENCE_OPTIONS = CADENCES.map((value) => ({ value, label: CADENCE_WORDS[value] }))
const dates = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium' })

/** Whether the journey is still true: how often somebody looks, when next, and who has looked. */
export function ReviewSection({ journeyId, canReview }: { readonly journeyId: string; readonly canReview: boolean }) {
  const review = useReview(journeyId)
  const plan = usePlanReview(journeyId)
  const titleId = useId()
  const sayError = (error: Error): void => {
    toast.error(wordsOf(error))
  }
  const now = useNow(MINUTE_MS)
  if (review.data === undefined) {
    return review.error === null ? (
      <Skeleton className="h-32 rounded-xl" />
    ) : (
      <p role="alert" className="text-sm text-danger">
        {wordsOf(review.error)}
      </p>
    )
  }
  const { cadence, nextAt, reviews } = review.data
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3">
      <h3 id={titleId} className="flex items-center gap-2 text-sm font-semibold text-ink">
        Review {nextAt !== null && nextAt < now && <Badge tone="warn">Overdue</Badge>}
      </h3>
      {canReview ? (
        <div className="grid grid-cols-2 gap-3">
          <Select
            label="How often"
            options={CADENCE_OPTIONS}
            value={cadence}
            onChange={(next) => plan.mutate({ cadence: next }, { onError: sayError })}
          />
          {nextAt !== null && (
            <TextField
              key={nextAt}
              label="Next"
              type="date"
              defaultValue={dayOf(nextAt)}
              required
              onBlur={(event) => {
                const at = startOfDay(event.target.value)
                if (at !== null && event.target.value !== dayOf(nextAt))
                  plan.mutate({ cadence, nextAt: at }, { onError: sayError })
              }}
            />
          )}
        </div>
      ) : (
        <p className="text-sm text-ink-muted">
          {CADENCE_WORDS[cadence]}
          {nextAt !== null && `, next on ${dates.format(nextAt)}`}
        </p>
      )}
      {canReview && <MarkReviewed journeyId={journeyId} />}
      {reviews.length > 0 && (
        <ol aria-label="Reviews" className="flex flex-col gap-2">
          {reviews.slice(0, 5).map(({ id, who, note, at }) => (
            <li key={id} className="text-sm">
              <span className="font-medium">{who.name}</span>{' '}
              <span className="text-xs text-ink-faint">
                <time dateTime={new Date(at).toISOString()}>{timeAgo(at)}</time>
              </span>
              {note !== '' && <p className="text-pretty break-words text-ink-muted">{note}</p>}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function MarkReviewed({ journeyId }: { readonly journeyId: string }) {
  const mark = useMarkReviewed(journeyId)
  const [note, setNote] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    mark.mutate(note.trim(), {
      onSuccess: () => {
        setNote('')
        toast.success('Marked as reviewed')
      },
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <TextField
        label="Note"
        placeholder="What you found, for whoever looks next"
        maxLength={2_000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        error={mark.error === null ? null : wordsOf(mark.error)}
      />
      <Button type="submit" icon={CircleCheck} busy={mark.isPending} className="self-start">
        Mark as reviewed
      </Button>
    </form>
  )
}

function startOfDay(day: string): number | null {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = new Date(year, month - 1, date).getTime()
  return day === '' || Number.isNaN(at) ? null : at
}
