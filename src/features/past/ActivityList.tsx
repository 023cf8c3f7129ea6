import { History } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { ActivityItem, EditChange } from '#shared/contract/rest/past.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useActivity } from '#src/api/past-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { Select } from '#src/ui/Select.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { dayWords, deedOf, timeOf } from './activity-words.ts'

const EVERYBODY = 'everybody'
/** So many things of a stretch are named; the words count all of them. */
const NAMED_MAX = 5

interface ActivityListProps {
  readonly of: 'journeys' | 'workspaces'
  readonly id: string
  /** Who there is to ask for. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
  /** Shows an element of the journey. Absent where several journeys are told of: then these are links. */
  readonly onJump?: (elementId: string) => void
}

/** Who did what, by days, the newest first. */
export function ActivityList({ of, id, people, onJump }: ActivityListProps) {
  const [person, setPerson] = useState<string | undefined>(undefined)
  const activity = useActivity(of, id, { person })
  const items = useMemo(() => activity.data?.pages.flatMap((page) => page.items) ?? [], [activity.data])
  const byDay = useMemo(() => groupedByDay(items), [items])
  // Below the heading of a page, or below that of a panel.
  const Day = of === 'workspaces' ? 'h2' : 'h3'
  return (
    <div className="flex flex-col gap-4">
      {people.length > 1 && (
        <Select
          label="Who"
          options={[
            { value: EVERYBODY, label: 'Everybody' },
            ...people.map((one) => ({ value: one.id, label: one.name })),
          ]}
          value={person ?? EVERYBODY}
          onChange={(next) => setPerson(next === EVERYBODY ? undefined : next)}
        />
      )}
      {activity.error !== null && activity.data === undefined ? (
        <p role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
          {wordsOf(activity.error)}{' '}
          <button type="button" className="font-medium underline" onClick={() => void activity.refetch()}>
            Try again
          </button>
        </p>
      ) : activity.data === undefined ? (
        <Skeleton className="h-48 rounded-xl" />
      ) : items.length === 0 ? (
        <EmptyState icon={History} title="Nothing yet">
          {person === undefined ? 'What people do here will be told here.' : 'Ask for somebody else.'}
        </EmptyState>
      ) : (
        byDay.map(({ day, items: ofDay }) => (
          <section key={day} aria-label={day}>
            <Day className="mb-1 text-xs font-semibold text-ink-muted">{day}</Day>
            <ol className="divide-y divide-line">
              {ofDay.map((item) => (
                <ActivityRow
                  key={`${item.at} ${item.who.id ?? ''} ${item.act ?? ''} ${item.journey?.id ?? ''}`}
                  item={item}
                  onJump={onJump}
                />
              ))}
            </ol>
          </section>
        ))
      )}
      {activity.hasNextPage && (
        <Button
          busy={activity.isFetchingNextPage}
          onClick={() => void activity.fetchNextPage()}
          className="self-center"
        >
          Show older
        </Button>
      )}
    </div>
  )
}

interface ActivityRowProps {
  readonly item: ActivityItem
  readonly onJump: ActivityListProps['onJump']
}

function ActivityRow({ item, onJump }: ActivityRowProps) {
  const { who, journey, changes } = item
  // What is gone, or has no name, can be counted but not gone to.
  const named = changes.filter(({ verb, title, kind }) => verb !== 'deleted' && title !== '' && kind !== 'journey')
  return (
    <li className="py-2.5">
      <p className="text-sm text-pretty">
        <span className="font-medium">{who.name}</span> {deedOf(item)}
        {onJump === undefined && journey !== null && journey.title !== null && (
          <>
            {' '}
            in{' '}
            <Link href={`/journeys/${journey.id}`} className="font-medium text-accent hover:underline">
              {journey.title || 'Untitled journey'}
            </Link>
          </>
        )}
      </p>
      <p className="text-xs text-ink-faint tabular-nums">
        <time dateTime={new Date(item.at).toISOString()}>{timeOf(item)}</time>
      </p>
      {onJump !== undefined && named.length > 0 && (
        <ul className="mt-1 flex flex-wrap gap-1">
          {named.slice(0, NAMED_MAX).map((change) => (
            <li key={`${change.kind} ${change.id}`} className="max-w-full">
              <Jump change={change} onJump={onJump} />
            </li>
          ))}
          {named.length > NAMED_MAX && (
            <li className="self-center text-xs text-ink-faint">and {named.length - NAMED_MAX} more</li>
          )}
        </ul>
      )}
    </li>
  )
}

const Jump = ({ change, onJump }: { readonly change: EditChange; readonly onJump: (id: string) => void }) => (
  <button
    type="button"
    onClick={() => onJump(change.id)}
    className="max-w-full truncate rounded-md bg-ink/6 px-1.5 py-0.5 text-xs text-ink-muted hover:bg-ink/10 hover:text-ink pointer-coarse:min-h-10"
  >
    {change.title}
  </button>
)

function groupedByDay(
  items: readonly ActivityItem[],
): readonly { readonly day: string; readonly items: ActivityItem[] }[] {
  const groups: { day: string; items: ActivityItem[] }[] = []
  for (const item of items) {
    const day = dayWords(item.at)
    const last = groups.at(-1)
    if (last?.day === day) last.items.push(item)
    else groups.push({ day, items: [item] })
  }
  return groups
}
