import { useId } from 'react'
import type { DatasetListItem } from '#shared/contract/rest/datasets.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useSetTimeZone } from '#src/api/mutations.ts'
import { toast } from '#src/ui/toast.ts'
import { wordsOfZone } from './time-zones.ts'
import { ZoneSelect } from './ZoneSelect.tsx'
import { useMayChange } from './use-may-change.ts'

const COUNTED_IN = 'Days, weeks and months are counted in'

/** In which time zone the days, weeks and months of a dataset are counted. */
export function TimeZoneSection({
  dataset,
}: {
  readonly dataset: Pick<DatasetListItem, 'id' | 'workspaceId' | 'timeZone'>
}) {
  const zoneId = useId()
  const mayChange = useMayChange(dataset.workspaceId)
  const set = useSetTimeZone(dataset.id)
  const change = (timeZone: string): void =>
    set.mutate(timeZone, {
      onSuccess: () => toast.success(`Days are counted in ${wordsOfZone(timeZone)} now`),
      onError: (error) => toast.error(wordsOf(error)),
    })
  return (
    <section aria-label="Time zone" className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
      {mayChange ? <label htmlFor={zoneId}>{COUNTED_IN}</label> : COUNTED_IN}
      {mayChange ? (
        <ZoneSelect
          id={zoneId}
          zone={set.isPending ? set.variables : dataset.timeZone}
          disabled={set.isPending}
          onChange={change}
          className="max-w-full"
        />
      ) : (
        <span className="font-medium text-ink">{wordsOfZone(dataset.timeZone)}</span>
      )}
      <p className="basis-full text-xs text-pretty">
        A day begins at midnight there, also in nights in which clocks change. No time of an event changes.
      </p>
    </section>
  )
}
