import { Check } from 'lucide-react'
import { useStore } from 'zustand'
import { useEditor, useFilter, useSnapshot } from '#src/editor/hooks.ts'
import { clearFilter } from '#src/editor/lens.ts'
import { Button } from '#src/ui/Button.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { filterGroups, isAsked } from '#shared/model/selectors/filter-groups.ts'
import { toggleChoice } from './filter-choices.ts'

const OTHERS = [
  { value: 'dim', label: 'Dim the rest' },
  { value: 'hide', label: 'Hide the rest' },
] as const

/** Everything that one can ask for, and what becomes of the other cards. */
export function FilterFields() {
  const { lens } = useEditor()
  const snapshot = useSnapshot()
  const filter = useFilter()
  const others = useStore(lens, (state) => state.others)
  const groups = filterGroups(snapshot, filter)
  const isOn = groups.some(({ choices }) => choices.some((choice) => isAsked(filter, choice)))
  return (
    <div className="flex flex-col gap-3">
      {groups.map(({ field, label, choices }) => (
        <fieldset key={field}>
          <legend className="mb-1.5 text-xs font-medium text-ink-muted">{label}</legend>
          <div className="flex flex-wrap gap-1.5">
            {choices.map((choice) => (
              <button
                key={choice.value}
                type="button"
                aria-pressed={isAsked(filter, choice)}
                className="inline-flex h-7 max-w-full items-center gap-1 rounded-full border border-line bg-surface-raised px-2.5 text-xs text-ink hover:border-line-strong aria-pressed:border-transparent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent pointer-coarse:h-10"
                onClick={() => toggleChoice(lens, choice)}
              >
                {isAsked(filter, choice) && <Check aria-hidden className="size-3.5 shrink-0" />}
                <span className="truncate" dir="auto">
                  {choice.label}
                </span>
              </button>
            ))}
          </div>
        </fieldset>
      ))}
      <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
        <SegmentedControl
          label="Cards that do not pass"
          options={OTHERS}
          value={others}
          onChange={(next) => lens.setState({ others: next })}
        />
        <Button variant="ghost" size="sm" disabled={!isOn} onClick={() => clearFilter(lens)}>
          Clear
        </Button>
      </div>
    </div>
  )
}
