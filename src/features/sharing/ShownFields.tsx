import { wordsOf } from '#src/api/api-error.ts'
import { useShareChoices } from '#src/api/share-queries.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { Skeleton } from '#src/ui/Skeleton.tsx'
import { shareChoicesOf } from './share-choices.ts'

interface ShownFieldsProps {
  readonly journeyId: string
  readonly shows: ShownPart
  readonly onChange: (shows: ShownPart) => void
  readonly fault: string | undefined
}

const LIST_CLASS = 'flex max-h-60 flex-col gap-1.5 overflow-y-auto rounded-md bg-surface px-3 py-2 shadow-card'

/** As the map nests them. */
const INDENTS = {
  Stage: 'shrink-0',
  Step: 'shrink-0 pl-6',
  Touchpoint: 'shrink-0 pl-12',
  Metric: 'shrink-0 pl-12',
} as const

/** Which lanes and which numbers a link shows. */
export function ShownFields({ journeyId, shows, onChange, fault }: ShownFieldsProps) {
  const choices = useShareChoices(journeyId, shareChoicesOf)
  if (choices.error !== null) {
    return (
      <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
        {wordsOf(choices.error)}
      </p>
    )
  }
  if (choices.data === undefined) return <Skeleton className="h-28" />
  const { lanes, numbers } = choices.data
  const { laneIds, numberIds } = shows
  const some = numberIds !== null && numberIds.length > 0 ? 'some' : 'none'
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 text-xs font-medium text-ink-muted">Lanes</legend>
        <div className={LIST_CLASS}>
          {lanes.map(({ id, title }) => (
            <Checkbox
              key={id}
              className="shrink-0"
              label={title}
              checked={laneIds === null || laneIds.includes(id)}
              onChange={(isShown) =>
                onChange({ ...shows, laneIds: toggled(laneIds ?? lanes.map((lane) => lane.id), id, isShown) })
              }
            />
          ))}
        </div>
        {fault !== undefined && (
          <p role="alert" className="text-xs text-danger">
            {fault}
          </p>
        )}
      </fieldset>
      {numbers.length > 0 && (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-xs font-medium text-ink-muted">Numbers</legend>
          <SegmentedControl
            label="Numbers that the link shows"
            value={numberIds === null ? 'all' : some}
            onChange={(wanted) =>
              onChange({
                ...shows,
                numberIds: wanted === 'all' ? null : wanted === 'none' ? [] : numbers.map(({ id }) => id),
              })
            }
            options={[
              { value: 'all', label: 'All' },
              { value: 'some', label: 'Some' },
              { value: 'none', label: 'None' },
            ]}
            isWide
          />
          {some === 'some' && (
            <div className={LIST_CLASS}>
              {numbers.map(({ id, title, kind }) => (
                <Checkbox
                  key={id}
                  label={
                    <>
                      {title} <span className="text-xs text-ink-faint">{kind}</span>
                    </>
                  }
                  className={INDENTS[kind]}
                  checked={numberIds?.includes(id) ?? false}
                  onChange={(isShown) => onChange({ ...shows, numberIds: toggled(numberIds ?? [], id, isShown) })}
                />
              ))}
            </div>
          )}
        </fieldset>
      )}
      <p className="text-xs text-pretty text-ink-faint">
        What is hidden never leaves the server, with all that hangs on it: cards, pictures, links, and numbers that rest
        on it. Lanes and numbers that are added later stay hidden where you have chosen some. Title, scenario, personas,
        stages, steps and what lies beside the grid are always shown.
      </p>
    </div>
  )
}

const toggled = (ids: readonly string[], id: string, isIn: boolean): readonly string[] =>
  isIn ? [...ids, id] : ids.filter((one) => one !== id)
