import { Bookmark, X } from 'lucide-react'
import { useStore } from 'zustand'
import { useEditor, useFilter, useSnapshot, useSnapshotPart } from '#src/editor/hooks.ts'
import { clearFilter } from '#src/editor/lens.ts'
import { Button } from '#src/ui/Button.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { type FilterChoice, filterGroups, isAsked } from '#shared/model/selectors/filter-groups.ts'
import { toggleChoice } from './filter-choices.ts'
import { activeView, applyView, updateView } from './saved-views.ts'

const OTHERS = [
  { value: 'dim', label: 'Dim' },
  { value: 'hide', label: 'Hide' },
] as const

/** What is filtered by, how much that leaves, and the way out. */
export function FilterBarContent({ count }: { readonly count: number | null }) {
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
      <ActiveView />
      <output className="tabular shrink-0 text-xs font-medium text-ink">
        {count === null ? all : `${count} of ${all}`} {all === 1 ? 'card' : 'cards'}
      </output>
      <ul aria-label="Filtered by" className="flex min-w-0 flex-[1_1_9rem] flex-wrap items-center gap-1.5">
        {asked.map(({ choice, group }) => (
          <Chip
            key={`${choice.field} ${choice.value}`}
            choice={choice}
            group={group}
            onRemove={() => toggleChoice(lens, choice)}
          />
        ))}
      </ul>
      {count !== null && (
        <SegmentedControl
          label="Cards that do not pass"
          options={OTHERS}
          value={others}
          onChange={(next) => lens.setState({ others: next })}
        />
      )}
      <Button
        variant="ghost"
        size="sm"
        onClick={() => {
          clearFilter(lens)
          lens.setState({ savedViewId: null })
        }}
      >
        Clear
      </Button>
    </section>
  )
}

/** The saved view that one started from, and whether one has changed anything since. */
function ActiveView() {
  const editor = useEditor()
  const lens = useStore(editor.lens)
  useSnapshotPart(({ views }) => views)
  const active = activeView(editor, lens)
  if (!active) return null
  const { view, isChanged } = active
  return (
    <>
      <span className="inline-flex min-w-0 items-center gap-1.5 text-xs font-semibold text-ink">
        <Bookmark aria-hidden className="size-3.5 shrink-0 text-accent" />
        <span className="truncate" dir="auto">
          {view.name || 'Unnamed view'}
        </span>
        {isChanged && <span className="shrink-0 font-normal text-ink-muted">changed</span>}
      </span>
      {isChanged && (
        <Button size="sm" variant="ghost" onClick={() => applyView(editor.lens, view)}>
          Reset
        </Button>
      )}
      {isChanged && editor.canEdit && (
        <Button size="sm" variant="ghost" onClick={() => updateView(editor, view.id)}>
          Update
        </Button>
      )}
      <span aria-hidden className="h-4 w-px bg-line" />
    </>
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
