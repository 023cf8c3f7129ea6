import { ColumnHead, OPTION_CLASS } from '../ColumnHead.tsx'
import { type ColumnRole, ROLE_MEANINGS } from '../column-roles.ts'
import type { Stand, Target } from './column-match.ts'

interface MatchHeaderProps {
  readonly name: string
  readonly stand: Stand
  readonly role: ColumnRole
  readonly targets: readonly Target[]
  /** Whether it can be an attribute of its own. */
  readonly mayBeNew: boolean
  /** Why Waymark proposed this; absent when a person chose it. */
  readonly reason: string | undefined
  /** What it stands for is hashed. */
  readonly isHashed: boolean
  readonly onChange: (stand: Stand) => void
}

const COLUMN = 'column '
const valueOf = (stand: Stand): string => (typeof stand === 'object' ? `${COLUMN}${stand.column}` : stand)
const standOf = (value: string): Stand =>
  value === 'new' || value === 'left-out' ? value : { column: value.slice(COLUMN.length) }

/** Head of one column of a further file: which column of the dataset it stands for. */
export function MatchHeader({ name, stand, role, targets, mayBeNew, reason, isHashed, onChange }: MatchHeaderProps) {
  return (
    <ColumnHead
      name={name}
      question="what it stands for"
      role={role}
      value={valueOf(stand)}
      meaning={stand === 'new' ? 'Kept under its own name, to filter by' : ROLE_MEANINGS[role]}
      reason={reason}
      onChange={(value) => onChange(standOf(value))}
      options={
        <>
          <optgroup label="Stands for" className={OPTION_CLASS}>
            {targets.map((target) => (
              <option key={target.name} value={valueOf({ column: target.name })} className={OPTION_CLASS}>
                {target.title} · {target.name}
              </option>
            ))}
          </optgroup>
          <optgroup label="Not in the dataset yet" className={OPTION_CLASS}>
            {(mayBeNew || stand === 'new') && (
              <option value="new" className={OPTION_CLASS}>
                New attribute
              </option>
            )}
            <option value="left-out" className={OPTION_CLASS}>
              Leave out
            </option>
          </optgroup>
        </>
      }
    >
      {isHashed && <p className="text-2xs text-ink-faint">Personal: it is hashed, as in the dataset.</p>}
    </ColumnHead>
  )
}
