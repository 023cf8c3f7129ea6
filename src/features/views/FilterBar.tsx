import { X } from 'lucide-react'
import { useStore } from 'zustand'
import { useEditor, useFilter, useSnapshot, useSnapshotPart } from '#src/editor/hooks.ts'
import { clearFilter } from '#src/editor/lens.ts'
import { Button } from '#src/ui/Button.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { type FilterChoice, filterGroups, isAsked, toggleChoice } from './filter-choices.ts'
import { usePassingCount } from './use-passing.ts'

const OTHERS = [
  { value: 'dim', label: 'Dim' },
  { value: 'hide', label: 'Hide' },
] as const

/** What is filtered by, how much that leaves, and the way out. Stands only while there is a filter. */
export function FilterBar() {
  const count = usePassingCount()
  return count === null ? null : <Bar count={count} />
}

function Bar({ count }: { readonly count: number }) {
  const { lens } = useEditor()
  const all = useSnapshotPart(({ cards }) => cards.size)
  const snapshot = useSnapshot()
  const filter = useFilter()
  const others = useStore(lens, (state) => state.others)
  const asked = filterGroups(snapshot, filter).flatMap(({ label, choices }) =>
    choices.filter((choice) => isAsked(filter, choice)).map((choice) => ({ choice, group: label })),
  )
  return (
    <section
      aria-label="Filter"
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface px-3 py-1"
    >
      <output className="tabular shrink-0 text-xs font-medium text-ink">
        {count} of {all} {all === 1 ? 'card' : 'cards'}
      </output>
      <ul aria-label="Filtered by" className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
        {asked.map(({ choice, group }) => (
          <Chip
            key={`${choice.field} ${choice.value}`}
            choice={choice}
            group={group}
            onRemove={() => toggleChoice(lens, choice)}
          />
        ))}
      </ul>
      <SegmentedControl
        label="Cards that do not pass"
        options={OTHERS}
        value={others}
        onChange={(next) => lens.setState({ others: next })}
      />
      <Button variant="ghost" size="sm" onClick={() => clearFilter(lens)}>
        Clear
      </Button>
    </section>
  )
}

interface ChipProps {
  readonly choice: FilterChoice
  readonly group: string
  readonly onRemove: () => void
}

const Chip = ({ choice, group, onRemove }: ChipProps) => (
  <li className="inline-flex h-7 max-w-full items-center rounded-full bg-accent-soft pl-2.5 text-xs text-accent">
    <span className="truncate" dir="auto">
      {group}: {choice.label}
    </span>
    <button
      type="button"
      aria-label={`Remove ${group}: ${choice.label}`}
      className="ml-0.5 inline-flex size-7 shrink-0 items-center justify-center rounded-full hover:bg-ink/8 pointer-coarse:size-10"
      onClick={onRemove}
    >
      <X aria-hidden className="size-3.5" />
    </button>
  </li>
)
