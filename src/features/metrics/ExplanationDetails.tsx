import type { ReactNode } from 'react'
import type { Explanation } from '#shared/metrics/explanation.ts'
import { STATUS_LOOKS } from './targets/status-look.ts'

interface ExplanationDetailsProps {
  readonly explanation: Explanation
  /** Stands between the number and what it rests on. */
  readonly children?: ReactNode
}

/** The text of an explanation: the number large, why it may be weak, and all that it stands on. */
export const ExplanationDetails = ({ explanation, children }: ExplanationDetailsProps) => (
  <>
    <p className="text-sm font-medium text-ink">{explanation.title}</p>
    <p className="tabular mt-1 text-2xl font-semibold text-ink">{explanation.value}</p>
    {explanation.doubt !== null && (
      <p className="mt-2 rounded-md bg-warn-soft px-2.5 py-1.5 text-xs text-pretty text-warn">{explanation.doubt}</p>
    )}
    {explanation.status !== undefined && <StatusLine {...explanation.status} />}
    {children}
    <dl className="mt-3 flex flex-col gap-2 border-t border-line pt-3">
      {explanation.rows.map(({ label, text }) => (
        <div key={label} className="flex gap-3 text-xs">
          <dt className="w-22 shrink-0 text-ink-muted">{label}</dt>
          <dd className="tabular min-w-0 flex-1 text-pretty break-words text-ink">{text}</dd>
        </div>
      ))}
    </dl>
    {explanation.note !== null && (
      <p className="mt-3 text-xs text-pretty text-ink-muted first-letter:uppercase">{explanation.note}</p>
    )}
  </>
)

/** The status as a sign in its colour, and in words. */
function StatusLine({ status, words }: NonNullable<Explanation['status']>) {
  const { icon: StatusIcon, text } = STATUS_LOOKS[status]
  return (
    <p className="mt-2 flex items-start gap-1.5 text-xs text-pretty text-ink">
      <StatusIcon aria-hidden className={`size-4 shrink-0 ${text}`} />
      {words}
    </p>
  )
}
