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
  readonly orderRefused: boolean
  /** It proves another order than the dataset has. */
  readonly isOtherOrder: boolean
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
  isOtherOrder,
  asksZone,
  asksName,
  choice,
  onChange,
}: MatchQuestionsProps) {
  const asksOrder = isOtherOrder || isDateOrderAsked(profile, roles, orderRefused)
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
          why={isOtherOrder ? 'Its own dates show it, and the dataset writes them otherwise.' : undefined}
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
