import type { ReactNode } from 'react'

/** A field as someone sees it who may not change it. */
export const ReadOnlyField = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <dl className="min-w-0">
    <dt className="text-xs font-medium text-ink-muted">{label}</dt>
    <dd className="mt-1 text-sm break-words whitespace-pre-wrap text-ink">{children}</dd>
  </dl>
)
