import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { EventRule } from '#shared/model/records/binding.ts'
import { api } from '#src/api/api.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import { Spinner } from '#src/ui/Spinner.tsx'
import { isEmptyRule } from './event-rule.ts'

interface MatchCountProps {
  readonly datasetId: string
  readonly rule: EventRule
}

const count = new Intl.NumberFormat('en')

/** How much a rule matches right now, counted by the server from the rows. */
export function MatchCount({ datasetId, rule }: MatchCountProps) {
  const asked = useDeferredValue(rule)
  const query = useQuery({
    queryKey: QUERY_KEYS.metric(datasetId, asked),
    queryFn: ({ signal }) => api.askMetric(datasetId, { kind: 'count', rule: asked }, signal),
    placeholderData: keepPreviousData,
    enabled: !isEmptyRule(asked),
  })

  if (isEmptyRule(rule))
    return <p className="text-sm text-ink-muted">Choose at least one event, channel or attribute.</p>
  if (query.isError) return <p className="text-sm text-danger">{wordsOf(query.error)}</p>
  if (query.data === undefined) return <Spinner label="Counting the matching cases" />
  const { cases, events } = query.data.answer
  return (
    <output className="tabular flex items-center gap-2 text-sm text-ink-muted">
      <span>
        <b className="font-semibold text-ink">{count.format(cases)}</b> {cases === 1 ? 'case matches' : 'cases match'},
        with {count.format(events)} {events === 1 ? 'event' : 'events'}
      </span>
      {query.isFetching && <Spinner />}
    </output>
  )
}
