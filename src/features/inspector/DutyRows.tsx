import { DATE_LOCALE } from '#shared/lib/time.ts'
import { type Duty, dayOf, isOverdue } from '#shared/model/records/duty.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { TextField } from '#src/ui/TextField.tsx'
import { STATUS_OPTIONS } from './card-words.ts'
import { ChoiceRow } from './ChoiceRow.tsx'
import { commonValue, valueOrNull } from './common-value.ts'
import { OwnerRow } from './OwnerRow.tsx'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface DutyRowsProps {
  readonly duties: readonly Duty[]
  readonly onChange: (patch: Duty) => void
}

const dates = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium', timeZone: 'UTC' })

/** Who sees to it, how far that is, and until when; the same for every element. */
export function DutyRows({ duties, onChange }: DutyRowsProps) {
  const { canEdit } = useEditor()
  const status = commonValue(duties, (duty) => duty.status ?? 'none')
  const due = commonValue(duties, ({ dueOn = '' }) => dueOn)
  const dueOn = valueOrNull(due) ?? ''
  const isLate = duties.some((duty) => isOverdue(duty, dayOf()))
  return (
    <>
      <OwnerRow duties={duties} onChange={onChange} />
      <ChoiceRow
        label="Status"
        options={STATUS_OPTIONS}
        value={valueOrNull(status)}
        isMixed={status.isMixed}
        onChange={(next) => onChange({ status: next === 'none' ? undefined : next })}
      />
      {canEdit ? (
        <TextField
          label="Due"
          type="date"
          value={dueOn}
          hint={due.isMixed ? 'They differ.' : isLate ? 'Overdue' : undefined}
          onChange={(event) => onChange({ dueOn: event.target.value === '' ? undefined : event.target.value })}
        />
      ) : (
        dueOn !== '' && (
          <ReadOnlyField label="Due">
            {dates.format(new Date(dueOn))}
            {isLate && ' · overdue'}
          </ReadOnlyField>
        )
      )}
    </>
  )
}
