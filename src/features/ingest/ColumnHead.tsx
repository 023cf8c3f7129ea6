import { type ReactNode, useId } from 'react'
import { cn } from '#src/ui/cn.ts'
import type { ColumnRole } from './column-roles.ts'

interface ColumnHeadProps {
  readonly name: string
  /** What is asked about it, for whoever does not see that the choice stands below the name. */
  readonly question: string
  /** What it is by the choice; it says how loud that is shown. */
  readonly role: ColumnRole
  readonly value: string
  readonly meaning: string
  readonly onChange: (value: string) => void
  /** The choices. */
  readonly options: ReactNode
  /** Why Waymark proposed this; absent when a person chose it. */
  readonly reason: string | undefined
  readonly children?: ReactNode
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

export const OPTION_CLASS = 'bg-surface-raised font-normal text-ink'

/** Head of one column: its name, what it is chosen to be, and why. A native select: there may be two hundred of them. */
export function ColumnHead(props: ColumnHeadProps) {
  const { name, question, role, value, meaning, onChange, options, reason, children } = props
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
        </label>
        <select
          id={id}
          aria-label={`${name}: ${question}`}
          value={value}
          title={meaning}
          onChange={(event) => onChange(event.target.value)}
          aria-describedby={reason === undefined ? undefined : `${id}-reason`}
          className={cn('h-7 w-full rounded-md border px-1.5 text-xs pointer-coarse:h-10', TONES[role])}
        >
          {options}
        </select>
        {reason !== undefined && (
          <p id={`${id}-reason`} className="text-2xs text-pretty text-ink-faint">
            {reason}
          </p>
        )}
        {children}
      </div>
    </th>
  )
}
