import { counted } from '#shared/lib/counted.ts'
import { type ReactNode, useMemo, useState } from 'react'
import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import { Button } from '#src/ui/Button.tsx'
import { cn } from '#src/ui/cn.ts'
import { ColumnHeader } from './ColumnHeader.tsx'
import { type ColumnRole, type ColumnRoles, columnsToShow } from './column-roles.ts'
import { wholeNumber } from './quantities.ts'
import { ScrollRegion } from './ScrollRegion.tsx'

/** A wider table is drawn in parts: thousands of columns would freeze the page. */
export const COLUMNS_AT_ONCE = 200

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
  const [part, setPart] = useState(0)
  const columns = useMemo(() => columnsToShow(profile), [profile])
  const rows = profile.preview.map((row, index) => ({ key: `row ${index}`, row }))
  const parts = Math.ceil(columns.length / COLUMNS_AT_ONCE)
  const shown = columns.slice(part * COLUMNS_AT_ONCE, (part + 1) * COLUMNS_AT_ONCE)

  return (
    <div className="flex min-w-0 flex-col gap-2">
      <ScrollRegion label="First rows of the file" className="max-h-112 rounded-lg bg-surface shadow-card">
        <table className="border-separate border-spacing-0">
          <thead className="sticky top-0 z-1">
            <tr>
              {shown.map(({ name }) => {
                const role = roles.get(name) ?? 'attribute'
                return (
                  <ColumnHeader
                    key={name}
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
              })}
            </tr>
          </thead>
          <tbody className="tabular text-xs">
            {rows.map(({ key, row }) => (
              <tr key={key} className="even:bg-ink/2">
                {shown.map(({ name, index: at }) => (
                  <td
                    key={name}
                    className={cn(
                      'max-w-44 truncate border-b border-line/60 px-2 py-1.5',
                      roles.get(name) === 'ignore' ? 'text-ink-faint line-through decoration-line-strong' : 'text-ink',
                    )}
                    title={row[at]}
                  >
                    {row[at] === undefined || row[at] === '' ? <Empty /> : row[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {parts > 1 && (
        <div className="flex items-center gap-2 text-xs text-ink-muted">
          <span className="tabular">
            Columns {wholeNumber(part * COLUMNS_AT_ONCE + 1)}–{wholeNumber(part * COLUMNS_AT_ONCE + shown.length)} of{' '}
            {counted(columns.length, 'column')}
          </span>
          <Button size="sm" disabled={part === 0} onClick={() => setPart(part - 1)}>
            Previous columns
          </Button>
          <Button size="sm" disabled={part === parts - 1} onClick={() => setPart(part + 1)}>
            Next columns
          </Button>
        </div>
      )}
    </div>
  )
}

const Empty = (): ReactNode => (
  <span className="text-ink-faint" aria-label="empty">
    –
  </span>
)

/** The reason belongs to the guess: once a person chose something else it would explain the wrong thing. */
function reasonOf(profile: DatasetProfile, column: string, role: ColumnRole): string | undefined {
  if (role === 'attribute') return undefined
  if (role === 'ignore')
    return profile.guess.ignore.includes(column) ? profile.guessReasons[`ignore:${column}`] : undefined
  if (role === 'step') return undefined
  return profile.guess[role] === column ? profile.guessReasons[role] : undefined
}
