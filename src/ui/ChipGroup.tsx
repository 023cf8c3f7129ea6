import { Check } from 'lucide-react'

interface Chip {
  readonly value: string
  readonly label: string
}

interface ChipGroupProps<One extends Chip> {
  readonly label: string
  readonly choices: readonly One[]
  readonly isOn: (choice: One) => boolean
  readonly onToggle: (choice: One) => void
}

/** Several of some, each on or off at once. */
export const ChipGroup = <One extends Chip>({ label, choices, isOn, onToggle }: ChipGroupProps<One>) => (
  <fieldset>
    <legend className="mb-1.5 text-xs font-medium text-ink-muted">{label}</legend>
    <div className="flex flex-wrap gap-1.5">
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={isOn(choice)}
          className="inline-flex h-7 max-w-full items-center gap-1 rounded-full border border-line bg-surface-raised px-2.5 text-xs text-ink hover:border-line-strong aria-pressed:border-transparent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent pointer-coarse:h-10"
          onClick={() => onToggle(choice)}
        >
          {isOn(choice) && <Check aria-hidden className="size-3.5 shrink-0" />}
          <span className="truncate" dir="auto">
            {choice.label}
          </span>
        </button>
      ))}
    </div>
  </fieldset>
)
