import { useStore } from 'zustand'
import type { UsedSegment } from '#shared/contract/rest/segments.ts'
import { otherCustomersOf, otherCustomersText } from '#shared/metrics/held-against.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { segmentsInUse } from '#shared/model/selectors/segments-in-use.ts'
import { remembered } from '#shared/model/selectors/remembered.ts'
import { useSegments, useUsedSegments } from '#src/api/segment-queries.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Select } from '#src/ui/Select.tsx'
import { againstOf } from './against-of.ts'

const USUAL = 'usual'
const BEFORE = 'previous'

export interface AgainstFieldProps {
  readonly journeyId: string
  /** That of the persona whose numbers are shown; `null`: everybody's are. */
  readonly segmentId: string | null
  readonly className?: string
}

/**
 * What numbers are held against: the period before, a persona, or a segment of the workspace; else those of a persona against everybody
 * else, and everybody's against nothing.
 */
export function AgainstField({ journeyId, segmentId, className }: AgainstFieldProps) {
  const editor = useEditor()
  const { lens, canEdit } = editor
  const range = useStore(lens, (state) => state.range)
  const against = useStore(lens, () => againstOf(editor, segmentId))
  const personas = useSnapshotPart(personasInOrder)
  const inUse = useSnapshotPart(idsInUse)
  // Who may only look is told of those that the journey uses, and the server holds to it.
  const all = useSegments(canEdit)
  const used = useUsedSegments(journeyId, inUse, !canEdit)
  const { data, isLoading } = canEdit ? all : used
  const segments: readonly UsedSegment[] = data ?? []
  const own = segments.find(({ id }) => id === segmentId)
  // Cases of another dataset are not the same cases; where it is not known here one hears it from the server.
  const bound = useSnapshotPart(boundDatasets)
  const isOfSameData = (id: string): boolean => {
    const datasetId = segments.find((one) => one.id === id)?.datasetId
    if (segmentId === null) return bound.size === 0 || datasetId === undefined || bound.has(datasetId)
    return own === undefined || datasetId === own.datasetId
  }
  const others = personas.flatMap(({ id, name, segmentId: of }) =>
    of !== undefined && of !== segmentId && isOfSameData(of) ? [{ id, name, of }] : [],
  )
  const rest = segments.filter(({ id }) => id !== segmentId && isOfSameData(id) && !others.some(({ of }) => of === id))
  // A segment that a persona of the journey is bound to stands in the list as that persona.
  const sameAs = against?.kind === 'segment' ? others.find(({ of }) => of === against.id) : undefined
  const chosen = sameAs ? ({ kind: 'persona', id: sameAs.id } as const) : against
  const value = range?.isBesideBefore ? BEFORE : chosen ? otherCustomersText(chosen) : USUAL
  const options = [
    { value: USUAL, label: segmentId === null ? 'Nothing' : 'Everybody else' },
    {
      value: BEFORE,
      label: 'The period before',
      ...(range === null && { disabled: true, hint: 'choose a time range first' }),
    },
    ...others.map(({ id, name }) => ({
      value: otherCustomersText({ kind: 'persona', id }),
      label: name || 'Unnamed persona',
      hint: 'persona',
    })),
    ...rest.map(({ id, name }) => ({
      value: otherCustomersText({ kind: 'segment', id }),
      label: name,
      hint: 'segment',
    })),
  ]
  return (
    <Select
      label="Held against"
      hideLabel
      className={className}
      options={options}
      value={options.some((option) => option.value === value) ? value : null}
      placeholder={isLoading ? 'A segment' : 'A segment that is gone'}
      onChange={(next) =>
        lens.setState({
          against: otherCustomersOf(next),
          range: range && { ...range, isBesideBefore: next === BEFORE },
        })
      }
    />
  )
}

/** The segments that the journey itself uses. */
const idsInUse = remembered<object, readonly string[]>(
  (snapshot) => [snapshot.personas, snapshot.views],
  (snapshot) => [...segmentsInUse(snapshot)].sort(),
)

/** The datasets that elements of the journey are bound to. */
const boundDatasets = remembered<object, ReadonlySet<string>>(
  (snapshot) => [snapshot.bindings],
  (snapshot) => new Set([...snapshot.bindings.values()].map(({ datasetId }) => datasetId)),
)
