import { useStore } from 'zustand'
import { otherCustomersOf, otherCustomersText } from '#shared/metrics/held-against.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { useSegments } from '#src/api/segment-queries.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Select } from '#src/ui/Select.tsx'
import { againstOf } from './against-of.ts'

const EVERYBODY_ELSE = 'everybody-else'
const BEFORE = 'previous'

interface AgainstFieldProps {
  /** That of the persona whose numbers are shown. */
  readonly segmentId: string
  readonly className?: string
}

/** What a persona's numbers are held against: everybody else, the period before, another persona, or a segment of the workspace. */
export function AgainstField({ segmentId, className }: AgainstFieldProps) {
  const editor = useEditor()
  const { lens, canEdit } = editor
  const range = useStore(lens, (state) => state.range)
  const against = useStore(lens, () => againstOf(editor, segmentId))
  const personas = useSnapshotPart(personasInOrder)
  const { data: segments = [], isLoading } = useSegments(canEdit)
  const own = segments.find(({ id }) => id === segmentId)
  // Cases of another dataset are not the same cases; who may not see segments hears that from the server.
  const isOfSameData = (id: string): boolean =>
    own === undefined || segments.find((one) => one.id === id)?.datasetId === own.datasetId
  const others = personas.flatMap(({ id, name, segmentId: of }) =>
    of !== undefined && of !== segmentId && isOfSameData(of) ? [{ id, name, of }] : [],
  )
  const rest = segments.filter(({ id }) => id !== segmentId && isOfSameData(id) && !others.some(({ of }) => of === id))
  // A segment that a persona of the journey is bound to stands in the list as that persona.
  const bound = against?.kind === 'segment' ? others.find(({ of }) => of === against.id) : undefined
  const chosen = bound ? ({ kind: 'persona', id: bound.id } as const) : against
  const value = range?.isBesideBefore ? BEFORE : chosen ? otherCustomersText(chosen) : EVERYBODY_ELSE
  const options = [
    { value: EVERYBODY_ELSE, label: 'Everybody else' },
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
