import type { Icon } from '#src/ui/icon.ts'

interface OtherStartProps {
  readonly icon: Icon
  readonly title: string
  readonly text: string
  readonly disabled: boolean
  readonly onClick: () => void
}

/** A way to begin that is not a template. */
export const OtherStart = ({ icon: StartIcon, title, text, disabled, onClick }: OtherStartProps) => (
  <button
    type="button"
    disabled={disabled}
    onClick={onClick}
    className="flex items-center gap-3 rounded-lg bg-surface p-3 text-left shadow-card transition-shadow duration-100 hover:shadow-raised disabled:opacity-50"
  >
    <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent-soft text-accent">
      <StartIcon aria-hidden className="size-4.5" strokeWidth={1.75} />
    </span>
    <span className="min-w-0">
      <span className="block text-sm font-medium text-ink">{title}</span>
      <span className="block text-xs text-pretty text-ink-muted">{text}</span>
    </span>
  </button>
)
