import { Progress } from 'radix-ui'
import { cn } from './cn.ts'

interface ProgressBarProps {
  /** What is being done. */
  readonly label: string
  /** 0..1; `null`: going on, share unknown. */
  readonly value: number | null
  readonly className?: string | undefined
}

/** How far something is. */
export function ProgressBar({ label, value, className }: ProgressBarProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <Progress.Root
      aria-label={label}
      value={percent}
      max={100}
      className={cn('h-1.5 w-full overflow-hidden rounded-full bg-ink/8', className)}
    >
      <Progress.Indicator
        className={cn(
          'h-full rounded-full bg-accent transition-[width] duration-200',
          percent === null && 'animate-breathe',
        )}
        style={{ width: `${percent ?? 100}%` }}
      />
    </Progress.Root>
  )
}
