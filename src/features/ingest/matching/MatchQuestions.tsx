import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import { type ColumnRoles, isDateOrderAsked, timeValues } from '../column-roles.ts'
import { DateOrderQuestion } from '../DateOrderQuestion.tsx'
import { ambiguousDate } from '../read-date.ts'
import { TextField } from '#src/ui/TextField.tsx'
import { ZoneQuestion } from '../ZoneQuestion.tsx'
import type { MatchChoice } from './column-match.ts'

interface MatchQuestionsProps {
  readonly profile: DatasetProfile
  readonly roles: ColumnRoles
  /** It is asked whatever the profile says. */
  readonly orderRefused: boolean
  readonly asksZone: boolean
  readonly asksName: boolean
  readonly choice: MatchChoice
  readonly onChange: (choice: MatchChoice) => void
}

/** What is asked of each file by itself, since another system writes times in its own way. */
export function MatchQuestions({
  profile,
  roles,
  orderRefused,
  asksZone,
  asksName,
  choice,
  onChange,
}: MatchQuestionsProps) {
  const asksOrder = isDateOrderAsked(profile, roles, orderRefused)
  if (!asksOrder && !asksZone && !asksName) return null
  return (
    <div className="flex flex-col gap-4 rounded-lg bg-surface p-4 shadow-card">
      {asksName && (
        <TextField
          label="What are its events called?"
          name="event-name"
          hint="None of its columns says what happened. When the same happens in all its rows, say what; else choose the column above."
          value={choice.eventName}
          maxLength={500}
          onChange={({ target }) => onChange({ ...choice, eventName: target.value })}
        />
      )}
      {asksOrder && (
        <DateOrderQuestion
          example={ambiguousDate(timeValues(profile, roles))}
          value={choice.dateOrder}
          onChange={(dateOrder) => onChange({ ...choice, dateOrder })}
        />
      )}
      {asksZone && (
        <ZoneQuestion
          zone={choice.timezone}
          hint="They do not say it themselves. It is asked of this file only: other systems may be elsewhere."
          onChange={(timezone) => onChange({ ...choice, timezone })}
        />
      )}
    </div>
  )
}
