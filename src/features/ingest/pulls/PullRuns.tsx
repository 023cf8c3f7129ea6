import { counted } from '#shared/lib/counted.ts'
import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, type LucideIcon } from 'lucide-react'
import type { PullResult, PullRun } from '#shared/contract/rest/pulls.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { cn } from '#src/ui/cn.ts'
import { useNow } from '#src/ui/use-now.ts'
import { AGE_SHOWN_EVERY_MS, fileSize } from '../quantities.ts'
import { RESULT_WORDS } from './pull-words.ts'

const LOOKS: Readonly<Record<PullResult, { readonly icon: LucideIcon; readonly className: string }>> = {
  running: { icon: CircleDashed, className: 'text-accent' },
  imported: { icon: CircleCheck, className: 'text-good' },
  unchanged: { icon: CircleCheck, className: 'text-ink-faint' },
  'columns-needed': { icon: CircleHelp, className: 'text-warn' },
  failed: { icon: CircleAlert, className: 'text-danger' },
}

/** How the last times went: the newest in sight, those before behind a line. */
export function PullRuns({ runs }: { readonly runs: readonly PullRun[] }) {
  const [last, ...before] = runs
  if (!last) return null
  return (
    <div className="flex flex-col gap-1 text-sm text-ink-muted">
      <RunLine run={last} />
      {before.length > 0 && (
        <details>
          <summary className="cursor-pointer hover:text-ink">The times before</summary>
          <ul className="mt-1 flex flex-col gap-1">
            {before.map((run) => (
              <li key={run.id}>
                <RunLine run={run} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function RunLine({ run }: { readonly run: PullRun }) {
  const now = useNow(AGE_SHOWN_EVERY_MS)
  const { icon: ResultIcon, className } = LOOKS[run.result]
  const facts = [
    run.events !== null && counted(run.events, 'event'),
    run.bytes !== null && run.bytes > 0 && fileSize(run.bytes),
    timeAgo(run.startedAt, now),
  ].filter((fact) => fact !== false)
  return (
    <p className="flex min-w-0 gap-2">
      <ResultIcon aria-hidden className={cn('mt-0.5 size-4 shrink-0', className)} />
      <span className="tabular min-w-0 break-words">
        <span className="text-ink">{RESULT_WORDS[run.result]}</span> · {facts.join(' · ')}
        {run.reason !== null && <span className="block text-pretty">{run.reason}</span>}
      </span>
    </p>
  )
}
