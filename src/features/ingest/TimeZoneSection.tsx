import { useId, useMemo } from 'react'
import type { DatasetListItem } from '#shared/contract/rest/datasets.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useSetTimeZone } from '#src/api/mutations.ts'
import { toast } from '#src/ui/toast.ts'
import { timeZones, wordsOfZone } from './time-zones.ts'
import { useMayChange } from './use-may-change.ts'

/** In which time zone the days, weeks and months of a dataset are counted. */
export function TimeZoneSection({
  dataset,
}: {
  readonly dataset: Pick<DatasetListItem, 'id' | 'workspaceId' | 'timeZone'>
}) {
  const zoneId = useId()
  const zones = useMemo(() => [...new Set([dataset.timeZone, ...timeZones()])], [dataset.timeZone])
  const mayChange = useMayChange(dataset.workspaceId)
  const set = useSetTimeZone(dataset.id)
  const change = (timeZone: string): void =>
    set.mutate(timeZone, {
      onSuccess: () => toast.success(`Days are counted in ${wordsOfZone(timeZone)} now`),
      onError: (error) => toast.error(wordsOf(error)),
    })
  return (
    <section aria-label="Time zone" className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
      <label htmlFor={zoneId}>Days, weeks and months are counted in</label>
      <select
        id={zoneId}
        value={set.isPending ? set.variables : dataset.timeZone}
        disabled={set.isPending || !mayChange}
        onChange={(event) => change(event.target.value)}
        className="h-8 max-w-full rounded-md border border-line-strong bg-surface-raised px-2 text-sm text-ink pointer-coarse:h-10"
      >
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {wordsOfZone(zone)}
          </option>
        ))}
      </select>
      <p className="basis-full text-xs text-pretty">
        A day begins at midnight there, also in nights in which clocks change. No time of an event changes.
      </p>
    </section>
  )
}
