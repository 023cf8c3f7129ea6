import type { AuditBody, AuditQuery } from '#shared/contract/rest/audit.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { Select } from '#src/ui/Select.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { ACT_OPTIONS } from './act-words.ts'

const ANY = 'any'

interface AuditFiltersProps {
  readonly query: AuditQuery
  readonly actors: AuditBody['actors']
  readonly onChange: (query: AuditQuery) => void
}

/** By person, act and time. */
export const AuditFilters = ({ query, actors, onChange }: AuditFiltersProps) => (
  <div role="group" aria-label="Filter" className="grid grid-cols-2 gap-3 sm:grid-cols-4">
    <Select
      label="Who"
      options={[{ value: ANY, label: 'Everybody' }, ...actors.map(({ id, name }) => ({ value: id, label: name }))]}
      value={query.actor ?? ANY}
      onChange={(actor) => onChange({ ...query, actor: actor === ANY ? undefined : actor })}
    />
    <Select
      label="What"
      options={[{ value: ANY, label: 'Everything' }, ...ACT_OPTIONS]}
      value={query.act ?? ANY}
      onChange={(act) => onChange({ ...query, act: act === ANY ? undefined : (act as AuditQuery['act']) })}
    />
    <TextField
      label="From"
      type="date"
      value={dayOf(query.from)}
      onChange={(event) => onChange({ ...query, from: startOfDay(event.target.value) })}
    />
    <TextField
      label="Until"
      type="date"
      value={dayOf(query.until === undefined ? undefined : Number(query.until) - DAY_MS)}
      // The whole of that day.
      onChange={(event) => onChange({ ...query, until: startOfDay(event.target.value, 1) })}
    />
  </div>
)

/** A day where one is, as a date field has it. */
function dayOf(at: unknown): string {
  if (at === undefined) return ''
  const date = new Date(Number(at))
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

function startOfDay(day: string, daysLater = 0): number | undefined {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = new Date(year, month - 1, date + daysLater).getTime()
  return day === '' || Number.isNaN(at) ? undefined : at
}
