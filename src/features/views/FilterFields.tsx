import { useStore } from 'zustand'
import { useEditor, useFilter, useSnapshot } from '#src/editor/hooks.ts'
import { clearFilter } from '#src/editor/lens.ts'
import { Button } from '#src/ui/Button.tsx'
import { ChipGroup } from '#src/ui/ChipGroup.tsx'
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
        <ChipGroup
          key={field}
          label={label}
          choices={choices}
          isOn={(choice) => isAsked(filter, choice)}
          onToggle={(choice) => toggleChoice(lens, choice)}
        />
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
