import type { ReactNode } from 'react'

interface MatchOutcomeProps {
  readonly added: readonly string[]
  readonly leftOut: readonly string[]
  readonly empty: readonly string[]
}

/** Of a wide table nobody reads all names. */
const SHOWN_NAMES = 12

/** What becomes of the columns that have no counterpart, on either side. */
export function MatchOutcome({ added, leftOut, empty }: MatchOutcomeProps) {
  if (added.length + leftOut.length + empty.length === 0) return null
  return (
    <dl className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[max-content_1fr]">
      <Line title="New attributes" names={added}>
        kept under their own names, empty in the rows from before
      </Line>
      <Line title="Left out" names={leftOut}>
        not imported
      </Line>
      <Line title="Not in this file" names={empty}>
        empty in its rows
      </Line>
    </dl>
  )
}

interface LineProps {
  readonly title: string
  readonly names: readonly string[]
  readonly children: ReactNode
}

function Line({ title, names, children }: LineProps) {
  if (names.length === 0) return null
  const more = names.length - SHOWN_NAMES
  return (
    <>
      <dt className="font-medium text-ink">{title}</dt>
      <dd className="-mt-1.5 min-w-0 text-pretty break-words text-ink-muted sm:mt-0">
        {names.slice(0, SHOWN_NAMES).join(', ')}
        {more > 0 && ` and ${more} more`}
        <span className="text-ink-faint"> · {children}</span>
      </dd>
    </>
  )
}
