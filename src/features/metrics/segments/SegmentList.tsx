import { Plus, UsersRound } from 'lucide-react'
import { useState } from 'react'
import type { SegmentItem } from '#shared/contract/rest/segments.ts'
import { segmentWords } from '#shared/metrics/segment-words.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useDatasets } from '#src/api/queries.ts'
import { useSegments } from '#src/api/segment-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { SegmentCount } from './SegmentCount.tsx'
import { SegmentEditor } from './SegmentEditor.tsx'

/** Every segment of the workspace with whom it means and how many these are now. Content of a page or a panel. */
export function SegmentList() {
  const query = useSegments()
  const datasets = useDatasets()
  const [editing, setEditing] = useState<SegmentItem | 'new' | null>(null)
  const segments = query.data
  const make = (
    <Button
      icon={Plus}
      variant={segments?.length === 0 ? 'primary' : 'secondary'}
      className="self-start"
      onClick={() => setEditing('new')}
    >
      New segment
    </Button>
  )
  return (
    <>
      {query.isError && <p className="text-sm text-danger">{wordsOf(query.error)}</p>}
      {segments === undefined && !query.isError && <Skeleton className="h-32 w-full" />}
      {segments?.length === 0 && (
        <EmptyState icon={UsersRound} title="No segments yet" className="py-6" action={make}>
          Say who is meant by what the data tells of them. Bind a segment to a persona, and a look at the persona shows
          the numbers of these customers.
        </EmptyState>
      )}
      {segments !== undefined && segments.length > 0 && (
        <>
          <ul aria-label="Segments" className="divide-y divide-line overflow-hidden rounded-xl bg-surface shadow-card">
            {segments.map((segment) => (
              <li key={segment.id} className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
                <div className="min-w-[min(12rem,100%)] flex-1">
                  <button
                    type="button"
                    onClick={() => setEditing(segment)}
                    className="rounded-sm text-left text-sm font-semibold text-ink hover:underline pointer-coarse:min-h-10"
                  >
                    {segment.name}
                  </button>
                  <p className="mt-0.5 text-xs text-pretty break-words text-ink-muted">{segmentWords(segment.rule)}</p>
                  <p className="mt-0.5 text-xs text-ink-muted">
                    {datasets.data?.find(({ id }) => id === segment.datasetId)?.name}
                  </p>
                </div>
                <div className="min-w-44">
                  <SegmentCount datasetId={segment.datasetId} rule={segment.rule} />
                </div>
              </li>
            ))}
          </ul>
          {make}
        </>
      )}
      {editing !== null && (
        <SegmentEditor segment={editing === 'new' ? null : editing} datasetId={null} onClose={() => setEditing(null)} />
      )}
    </>
  )
}
