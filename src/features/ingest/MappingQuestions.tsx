import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import { counted } from '#shared/lib/counted.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import {
  columnOf,
  type ImportChoice,
  type ImportOptions,
  isDateOrderAsked,
  isZoneAsked,
  stepsOf,
  timeValues,
} from './column-roles.ts'
import { DateOrderQuestion } from './DateOrderQuestion.tsx'
import { ScaleQuestion } from './ScaleQuestion.tsx'

import { StepNames } from './StepNames.tsx'
import { ambiguousDate } from './read-date.ts'
import { ZoneQuestion } from './ZoneQuestion.tsx'

interface MappingQuestionsProps {
  readonly profile: DatasetProfile
  readonly choice: ImportChoice
  readonly orderRefused: boolean
  readonly onChange: (options: ImportOptions) => void
}

/** What the file alone does not say: how dates are written, in which zone, and what to do with repeated rows. */
export function MappingQuestions({ profile, choice, orderRefused, onChange }: MappingQuestionsProps) {
  const { roles, options } = choice
  const asksOrder = isDateOrderAsked(profile, roles, orderRefused)
  const steps = stepsOf(profile, choice)
  const asksName = steps.length === 0 && columnOf(roles, 'event') === null
  const asksZone = isZoneAsked(profile, roles)

  const strays = profile.warnings.find(({ warning }) => warning === 'ambiguous_date_order')?.count ?? 0
  const isSurvey = profile.recognized?.shape === 'survey'
  return (
    <div className="flex flex-col gap-4 rounded-lg bg-surface p-4 shadow-card">
      {(asksOrder || strays > 0) && (
        <DateOrderQuestion
          example={ambiguousDate(timeValues(profile, roles))}
          value={options.dateOrder}
          why={asksOrder ? undefined : strayWords(strays)}
          onChange={(dateOrder) => onChange({ ...options, dateOrder })}
        />
      )}
      {asksZone && (
        <ZoneQuestion
          zone={options.timezone}
          hint="They do not say it themselves. When unsure, keep UTC."
          onChange={(timezone) => onChange({ ...options, timezone })}
        />
      )}
      {steps.length > 0 && (
        <StepNames
          steps={steps}
          names={options.stepNames}
          onChange={(stepNames) => onChange({ ...options, stepNames })}
        />
      )}
      {asksName && (
        <TextField
          label="What should the events be called?"
          hint="No column says what happened, so they all get this name. Or choose a column as Event above."
          value={options.eventName}
          maxLength={200}
          onChange={(event) => onChange({ ...options, eventName: event.target.value })}
          className="max-w-96"
        />
      )}
      {columnOf(roles, 'value') !== null && (options.scale !== null || profile.guess.scale !== null || isSurvey) && (
        <ScaleQuestion scale={options.scale} onChange={(scale) => onChange({ ...options, scale })} />
      )}
      {columnOf(roles, 'case') !== null && (profile.guess.caseFromAbove === true || options.caseFromAbove) && (
        <Checkbox
          label="A row without a case belongs to the case above it"
          hint={`${profile.guessReasons['caseFromAbove'] ?? ''} Right where cells were merged over the rows of a case. Without it, rows that name no case are left out.`.trim()}
          checked={options.caseFromAbove}
          onChange={(caseFromAbove) => onChange({ ...options, caseFromAbove })}
        />
      )}
      {columnOf(roles, 'case') === null && (
        <Checkbox
          label="Count each row as a case of its own"
          hint="Right for answers that nobody signed. Without it, choose the column that says whose event it is."
          checked={options.isRowPerCase}
          onChange={(isRowPerCase) => onChange({ ...options, isRowPerCase })}
        />
      )}
      <Checkbox
        label="Leave repeated rows out"
        hint="Rows that are exactly alike then count once."
        checked={options.dropDuplicates}
        onChange={(dropDuplicates) => onChange({ ...options, dropDuplicates })}
      />
    </div>
  )
}

const strayWords = (count: number): string =>
  `Most dates leave no doubt, but ${count === 1 ? 'one' : counted(count, 'other')} of those looked at can be read in two ways. Without an answer ${count === 1 ? 'its row is' : 'such rows are'} left out.`
