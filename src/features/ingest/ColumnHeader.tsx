import { useId } from 'react'
import { cn } from '#src/ui/cn.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { COLUMN_ROLES, type ColumnRole, mayBePersonal, ROLE_MEANINGS, ROLE_TITLES } from './column-roles.ts'

interface ColumnHeaderProps {
  readonly name: string
  readonly role: ColumnRole
  /** Why Waymark proposed this role; absent when a person chose it. */
  readonly reason: string | undefined
  readonly onRoleChange: (role: ColumnRole) => void
  readonly isPersonal: boolean
  /** It was hashed before, and what was hashed does not come back. */
  readonly isHashed: boolean
  /** Why Waymark proposed to hash it. */
  readonly personalReason: string | undefined
  readonly onPersonalChange: (isPersonal: boolean) => void
}

const TONES: Readonly<Record<ColumnRole, string>> = {
  case: 'border-accent bg-accent-soft text-accent font-semibold',
  timestamp: 'border-accent bg-accent-soft text-accent font-semibold',
  event: 'border-accent bg-accent-soft text-accent font-semibold',
  step: 'border-accent bg-accent-soft text-accent font-semibold',
  channel: 'border-line-strong bg-surface-raised text-ink font-medium',
  value: 'border-line-strong bg-surface-raised text-ink font-medium',
  attribute: 'border-line bg-transparent text-ink-muted',
  ignore: 'border-dashed border-line bg-transparent text-ink-faint',
}

/** Head of one column: its name, the role it plays, and why. A native select: there may be two hundred of them. */
export function ColumnHeader(props: ColumnHeaderProps) {
  const { name, role, reason, onRoleChange, isPersonal, isHashed, personalReason, onPersonalChange } = props
  const id = useId()
  return (
    <th scope="col" className="border-b border-line bg-surface px-2 pt-2 pb-2.5 text-left align-top font-normal">
      <div className="flex w-40 flex-col gap-1.5">
        <label
          htmlFor={id}
          title={name}
          className={cn('truncate text-xs font-medium', role === 'ignore' ? 'text-ink-faint' : 'text-ink')}
        >
          {name}
          <span className="sr-only">: what this column is</span>
        </label>
        <select
          id={id}
          value={role}
          title={ROLE_MEANINGS[role]}
          onChange={(event) => onRoleChange(event.target.value as ColumnRole)}
          aria-describedby={reason === undefined ? undefined : `${id}-reason`}
          className={cn('h-7 w-full rounded-md border px-1.5 text-xs pointer-coarse:h-10', TONES[role])}
        >
          {COLUMN_ROLES.map((choice) => (
            <option key={choice} value={choice} className="bg-surface-raised font-normal text-ink">
              {ROLE_TITLES[choice]}
            </option>
          ))}
        </select>
        {reason !== undefined && (
          <p id={`${id}-reason`} className="text-2xs text-pretty text-ink-faint">
            {reason}
          </p>
        )}
        {mayBePersonal(role) && (
          <Checkbox
            label={
              <span className="text-2xs">
                Personal<span className="sr-only">: hash the values of {name}</span>
              </span>
            }
            hint={isHashed ? 'It is hashed already.' : isPersonal ? personalReason : undefined}
            checked={isPersonal || isHashed}
            disabled={isHashed}
            onChange={onPersonalChange}
          />
        )}
      </div>
    </th>
  )
}
