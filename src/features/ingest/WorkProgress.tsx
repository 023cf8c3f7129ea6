import { Button } from '#src/ui/Button.tsx'
import { ProgressBar } from '#src/ui/ProgressBar.tsx'

interface WorkProgressProps {
  readonly title: string
  /** 0..1; `null`: not known. */
  readonly share: number | null
  /** How much of it, in words: `12,000 rows`. */
  readonly detail: string
  readonly stopping?: boolean
  /** Absent where it cannot be stopped. */
  readonly onStop?: (() => void) | undefined
}

/** How far a long piece of work is; the words are announced, the numbers are not, so that nobody is flooded. */
export const WorkProgress = ({ title, share, detail, stopping = false, onStop }: WorkProgressProps) => (
  <div className="mx-auto flex w-full max-w-lg flex-col gap-2.5 py-10">
    <div className="flex items-baseline justify-between gap-4">
      <output className="block min-w-0 truncate text-base font-medium text-ink">{title}</output>
      {share !== null && <p className="tabular text-sm text-ink-muted">{Math.floor(share * 100)} %</p>}
    </div>
    <ProgressBar label={title} value={share} className="h-2" />
    <div className="flex items-center justify-between gap-4">
      <p className="tabular text-sm text-ink-muted">{detail}</p>
      {onStop !== undefined && (
        <Button size="sm" busy={stopping} onClick={onStop}>
          Stop
        </Button>
      )}
    </div>
  </div>
)
