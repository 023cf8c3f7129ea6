import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { formatReading } from '#shared/metrics/format-reading.ts'
import type { SegmentRule } from '#shared/metrics/segment.ts'
import { api } from '#src/api/api.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import { Spinner } from '#src/ui/Spinner.tsx'
import { missingIn } from './segment-drafts.ts'

const count = new Intl.NumberFormat('en')

/** How many are in, counted by the server from the rows: `1,234 of 10,000 cases`. */
export function SegmentCount({ datasetId, rule }: { readonly datasetId: string; readonly rule: SegmentRule }) {
  const asked = useDeferredValue(rule)
  const missing = missingIn(rule)
  const query = useQuery({
    queryKey: QUERY_KEYS.metric(datasetId, { kind: 'segment', rule: asked }),
    queryFn: ({ signal }) => api.askMetric(datasetId, { kind: 'segment', rule: asked }, signal),
    placeholderData: keepPreviousData,
    enabled: missingIn(asked) === null,
  })
  if (missing !== null) return <p className="text-sm text-ink-muted">{missing}</p>
  if (query.isError) return <p className="text-sm text-danger">{wordsOf(query.error)}</p>
  if (query.data === undefined) return <Spinner label="Counting the cases" />
  const { cases, of, missingFields } = query.data.answer
  return (
    <output className="tabular flex min-w-0 items-center gap-2 text-sm text-ink-muted">
      <span className="min-w-0">
        <b className="font-semibold text-ink">{count.format(cases)}</b> of {count.format(of)}{' '}
        {of === 1 ? 'case' : 'cases'}
        {of > 0 && ` · ${formatReading({ value: cases / of, unit: 'share' })}`}
        {missingFields.length > 0 && ` · the dataset has no ${missingFields.join(', ')}`}
      </span>
      {query.isFetching && <Spinner />}
    </output>
  )
}
