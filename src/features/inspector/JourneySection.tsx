import { counted } from '#shared/lib/counted.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import { JOURNEY_ROOT, type JourneyInfo } from '#shared/model/records/journey-info.ts'
import { useEditor, useSnapshot } from '#src/editor/hooks.ts'
import { RichTextRow } from '#src/rich-text/RichTextRow.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { ReadOnlyField } from './ReadOnlyField.tsx'
import { TextRow } from './TextRow.tsx'
import { useChange } from './use-change.ts'

const STATES: readonly { readonly value: JourneyInfo['state']; readonly label: string }[] = [
  { value: 'current', label: 'As it is today' },
  { value: 'future', label: 'As it is meant to be' },
]

/** The journey itself: shown when nothing is selected. */
export function JourneySection() {
  const { info, stages, steps, cards } = useSnapshot()
  const { canEdit } = useEditor()
  const change = useChange()
  const where = { root: JOURNEY_ROOT, id: JOURNEY_ROOT } as const
  return (
    <>
      <TextRow {...where} field="title" label="Title" value={info.title} />
      <RichTextRow
        {...where}
        field="scenario"
        label="Scenario"
        value={info.scenario}
        placeholder="Whose situation is this, and what do they want to reach?"
      />
      {canEdit ? (
        <div>
          <p className="mb-1.5 text-xs font-medium text-ink-muted">Shows the journey</p>
          <SegmentedControl
            label="Shows the journey"
            isWide
            options={STATES}
            value={info.state}
            onChange={(state) => void change(setJourneyInfo, { state })}
          />
        </div>
      ) : (
        <ReadOnlyField label="Shows the journey">
          {STATES.find(({ value }) => value === info.state)?.label ?? ''}
        </ReadOnlyField>
      )}
      <p className="text-xs text-ink-faint">
        {counted(stages.size, 'stage')}, {counted(steps.size, 'step')}, {counted(cards.size, 'card')}. Select something
        to see its details.
      </p>
    </>
  )
}
