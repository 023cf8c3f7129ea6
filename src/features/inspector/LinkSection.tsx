import { editFields } from '#shared/model/commands/edit-fields.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { Link } from '#shared/model/records/link.ts'
import { useEditor, useSnapshot } from '#src/editor/hooks.ts'
import { ChoiceRow } from './ChoiceRow.tsx'
import { DutyRows } from './DutyRows.tsx'
import { NumberRow } from './NumberRow.tsx'
import { ReadOnlyField } from './ReadOnlyField.tsx'
import { TextRow } from './TextRow.tsx'
import { useChange } from './use-change.ts'

const DEFAULT_HOURS = 24
const HOURS = { min: 1, max: 24 * 366 } as const

/** A relation between two cards, and what its number counts. */
export function LinkSection({ link }: { readonly link: Link }) {
  const { cards } = useSnapshot()
  const { canEdit } = useEditor()
  const change = useChange()
  const titleOf = (id: CardId): string => cards.get(id)?.title || 'Untitled card'
  const isMeasurable = [link.fromCardId, link.toCardId].every((id) => cards.get(id)?.kind === 'touchpoint')
  const setHours = (windowHours: number | undefined): void =>
    void change(editFields, { root: 'links', id: link.id, patch: { windowHours } })
  return (
    <>
      <ReadOnlyField label="From">{titleOf(link.fromCardId)}</ReadOnlyField>
      <ReadOnlyField label="To">{titleOf(link.toCardId)}</ReadOnlyField>
      <TextRow root="links" id={link.id} field="label" label="Label" value={link.label} />
      <DutyRows duties={[link]} onChange={(patch) => void change(editFields, { root: 'links', id: link.id, patch })} />
      {isMeasurable && (
        <ChoiceRow
          label="Its number counts"
          options={[
            { value: 'direct', label: 'What follows directly' },
            { value: 'window', label: 'What follows within a time' },
          ]}
          value={link.windowHours === undefined ? 'direct' : 'window'}
          onChange={(next) => setHours(next === 'window' ? DEFAULT_HOURS : undefined)}
        />
      )}
      {isMeasurable && link.windowHours !== undefined && (
        <NumberRow label="Within" unit="hours" value={link.windowHours} {...HOURS} onChange={setHours} />
      )}
      {isMeasurable && canEdit && (
        <p className="text-xs text-ink-faint">
          Both touchpoints need events bound to them. A time window rolls with each case, so what comes after midnight
          counts.
        </p>
      )}
    </>
  )
}
