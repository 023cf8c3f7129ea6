import { clsx } from 'clsx'

/** What the two kinds of curves are. */
export const MeasuredLegend = ({ className }: { readonly className?: string }) => (
  <p
    data-testid="measured-legend"
    className={clsx(
      'flex flex-wrap items-center gap-x-3 rounded-md bg-canvas/85 px-1 text-2xs text-ink-muted',
      className,
    )}
  >
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className="h-0.75 w-5 bg-(--lane-emotion)" /> Assumed
    </span>
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className="h-1.5 w-5 border-y-2 border-(--lane-emotion)" /> Measured
    </span>
  </p>
)
