import { Checkbox } from '#src/ui/Checkbox.tsx'
import { ColumnHead, OPTION_CLASS } from './ColumnHead.tsx'
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

/** Head of one column of a first file: the role it plays, and whether it is personal. */
export function ColumnHeader(props: ColumnHeaderProps) {
  const { name, role, reason, onRoleChange, isPersonal, isHashed, personalReason, onPersonalChange } = props
  return (
    <ColumnHead
      name={name}
      question="what this column is"
      role={role}
      value={role}
      meaning={ROLE_MEANINGS[role]}
      reason={reason}
      onChange={(value) => onRoleChange(value as ColumnRole)}
      options={COLUMN_ROLES.map((choice) => (
        <option key={choice} value={choice} className={OPTION_CLASS}>
          {ROLE_TITLES[choice]}
        </option>
      ))}
    >
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
    </ColumnHead>
  )
}
