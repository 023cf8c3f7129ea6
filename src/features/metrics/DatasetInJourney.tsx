import { Wand2 } from 'lucide-react'
import { Link } from 'wouter'
import { bindMatchingNames } from '#shared/model/commands/bind-matching-names.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useDataset } from '#src/api/queries.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { toast } from '#src/ui/toast.ts'
import { boundEventNames } from './what-is-bound.ts'
import { timeAgoShort } from '#shared/lib/time-ago.ts'

interface DatasetInJourneyProps {
  readonly datasetId: string
  readonly now: number
  /** The owner may open the dataset's own page. */
  readonly linked: boolean
}

const EVENTS_LISTED = 12
const whole = new Intl.NumberFormat('en')

/** One dataset beside the journey: how fresh it is, what of it is not on the journey, and binding by name. */
export function DatasetInJourney({ datasetId, now, linked }: DatasetInJourneyProps) {
  const editor = useEditor()
  const { data: dataset, error } = useDataset(datasetId)
  const bound = useSnapshotPart((snapshot) => JSON.stringify([...boundEventNames(snapshot, datasetId)].sort()))

  if (dataset === undefined) {
    return error === null ? (
      <Skeleton className="h-24 w-full" />
    ) : (
      <p className="rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger">{wordsOf(error)}</p>
    )
  }

  const boundNames = new Set(JSON.parse(bound) as string[])
  const missing = dataset.eventNames.filter(({ event }) => !boundNames.has(event))

  const bindNames = () => {
    const eventNames = dataset.eventNames.map(({ event }) => event)
    const result = editor.run(bindMatchingNames, { datasetId: datasetId as DatasetId, eventNames })
    if (!result.ok) {
      toast('Nothing was bound: no touchpoint or step without data is called like an event.')
      return
    }
    const titles = result.value.boundIds.map((id) => titleOf(id))
    toast.success(`Bound ${titles.length === 1 ? '1 element' : `${titles.length} elements`} by name`, {
      description: listed(titles),
      action: { label: 'Undo', onClick: () => editor.undo() },
    })
  }
  const titleOf = (id: string): string => {
    const { cards, steps } = editor.getSnapshot()
    for (const elements of [cards, steps] as readonly ReadonlyMap<string, { readonly title: string }>[]) {
      const element = elements.get(id)
      if (element !== undefined) return element.title
    }
    return id
  }

  return (
    <article aria-label={dataset.name} className="flex flex-col gap-3 rounded-lg bg-surface-raised p-3 shadow-card">
      <header className="min-w-0">
        <h3 className="truncate text-sm font-semibold text-ink">
          {linked ? (
            <Link href={`/data/${datasetId}`} className="hover:underline">
              {dataset.name}
            </Link>
          ) : (
            dataset.name
          )}
        </h3>
        <p className="tabular text-xs text-ink-muted">
          {whole.format(dataset.events)} events · {whole.format(dataset.cases)} cases · updated{' '}
          {timeAgoShort(dataset.updatedAt, now)}
        </p>
      </header>
      {editor.canEdit && (
        <Button size="sm" icon={Wand2} onClick={bindNames} disabled={dataset.eventNames.length === 0}>
          Bind matching names
        </Button>
      )}
      {missing.length > 0 && (
        <details className="text-xs">
          <summary className="rounded-sm text-ink-muted">
            {whole.format(missing.length)} {missing.length === 1 ? 'event is' : 'events are'} not on this journey
          </summary>
          <ul className="tabular mt-2 flex flex-col gap-1">
            {missing.slice(0, EVENTS_LISTED).map(({ event, events }) => (
              <li key={event} className="flex justify-between gap-3">
                <span className="min-w-0 truncate text-ink" title={event}>
                  {event}
                </span>
                <span className="shrink-0 text-ink-faint">{whole.format(events)}</span>
              </li>
            ))}
            {missing.length > EVENTS_LISTED && (
              <li className="text-ink-faint">and {whole.format(missing.length - EVENTS_LISTED)} more</li>
            )}
          </ul>
        </details>
      )}
    </article>
  )
}

const TITLES_LISTED = 4

const listed = (titles: readonly string[]): string =>
  titles.length > TITLES_LISTED
    ? `${titles.slice(0, TITLES_LISTED).join(', ')} and ${titles.length - TITLES_LISTED} more`
    : titles.join(', ')
