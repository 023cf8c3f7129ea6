import { useMemo } from 'react'
import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import { ColumnHeader } from './ColumnHeader.tsx'
import { type ColumnRole, type ColumnRoles, columnsToShow } from './column-roles.ts'
import { PreviewTable } from './PreviewTable.tsx'

interface MappingTableProps {
  readonly profile: DatasetProfile
  readonly roles: ColumnRoles
  readonly onRoleChange: (column: string, role: ColumnRole) => void
  readonly personal: ReadonlySet<string>
  /** Columns that were hashed by an import before. */
  readonly hashed: readonly string[]
  readonly onPersonalChange: (column: string, isPersonal: boolean) => void
}

/** The first rows of the file, each column with the role that it plays. */
export function MappingTable(props: MappingTableProps) {
  const { profile, roles, onRoleChange, personal, hashed, onPersonalChange } = props
  const columns = useMemo(() => columnsToShow(profile), [profile])
  return (
    <PreviewTable columns={columns} preview={profile.preview} isLeftOut={(name) => roles.get(name) === 'ignore'}>
      {({ name }) => {
        const role = roles.get(name) ?? 'attribute'
        return (
          <ColumnHeader
            name={name}
            role={role}
            reason={reasonOf(profile, name, role)}
            onRoleChange={(next) => onRoleChange(name, next)}
            isHashed={hashed.includes(name)}
            isPersonal={personal.has(name)}
            personalReason={profile.personal.find(({ column }) => column === name)?.reason}
            onPersonalChange={(isPersonal) => onPersonalChange(name, isPersonal)}
          />
        )
      }}
    </PreviewTable>
  )
}

/** The reason belongs to the guess: once a person chose something else it would explain the wrong thing. */
function reasonOf(profile: DatasetProfile, column: string, role: ColumnRole): string | undefined {
  if (role === 'attribute') return undefined
  if (role === 'ignore')
    return profile.guess.ignore.includes(column) ? profile.guessReasons[`ignore:${column}`] : undefined
  if (role === 'step') return undefined
  return profile.guess[role] === column ? profile.guessReasons[role] : undefined
}
