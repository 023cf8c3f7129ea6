import { Database, FileDown, Pause, Play, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { PullItem } from '#shared/contract/rest/pulls.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useChangePull, useRemovePull, useRunPull } from '#src/api/feed-queries.ts'
import { Badge } from '#src/ui/Badge.tsx'
import { Button } from '#src/ui/Button.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { useNow } from '#src/ui/use-now.ts'
import { AGE_SHOWN_EVERY_MS } from '../quantities.ts'
import { PullRuns } from './PullRuns.tsx'
import { modeWords, nextWords, originWords, planWords } from './pull-words.ts'

interface PullRowProps {
  readonly datasetId: string
  readonly pull: PullItem
}

/** One pull: from where, when next, how the last ones went. */
export function PullRow({ datasetId, pull }: PullRowProps) {
  const now = useNow(AGE_SHOWN_EVERY_MS)
  const run = useRunPull(datasetId)
  const change = useChangePull(datasetId, pull.id)
  const remove = useRemovePull(datasetId)
  const [asking, setAsking] = useState(false)
  const { origin, cron, timezone, isPaused, nextAt, failures, runs } = pull
  const name = originWords(origin)
  const isRunning = runs[0]?.result === 'running'
  const OriginIcon = origin.kind === 'url' ? FileDown : Database
  const failure = run.error ?? change.error

  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-lg bg-surface p-3 shadow-card">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <OriginIcon aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <span className="min-w-0 flex-1 basis-40 truncate text-sm font-medium text-ink" title={name}>
          {name}
        </span>
        {isPaused && <Badge tone="warn">Paused</Badge>}
        <div className="flex items-center gap-1">
          <Button
            size="sm"
            icon={RefreshCw}
            busy={isRunning || run.isPending}
            aria-label={`Fetch ${name} now`}
            onClick={() => run.mutate(pull.id)}
          >
            Fetch now
          </Button>
          <IconButton
            icon={isPaused ? Play : Pause}
            label={isPaused ? `Go on with ${name}` : `Pause ${name}`}
            onClick={() => change.mutate({ isPaused: !isPaused })}
          />
          <IconButton icon={Trash2} label={`End ${name}`} onClick={() => setAsking(true)} />
        </div>
      </div>
      <p className="text-sm text-pretty text-ink-muted">
        {planWords(cron)}.{' '}
        {nextAt !== null && !isRunning && (
          <>
            {failures > 0 ? 'Tried again' : 'Next'} {nextWords(nextAt, timezone, now)}.{' '}
          </>
        )}
        {modeWords(pull)}
      </p>
      {failure !== null && (
        <p role="alert" className="text-sm text-danger">
          {wordsOf(failure)}
        </p>
      )}
      <PullRuns runs={runs} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Fetch nothing more from “${name}”?`}
        confirmLabel="End it"
        busy={remove.isPending}
        error={remove.isError ? wordsOf(remove.error) : null}
        onConfirm={() => remove.mutate(pull.id, { onSuccess: () => setAsking(false) })}
      >
        What it has brought stays. Its secret, if it has one, is forgotten.
      </ConfirmDialog>
    </li>
  )
}
