import { clsx } from 'clsx'
import { chooseByArrow } from './choose-by-arrow.ts'
import type { Icon } from './icon.ts'
import { Tooltip } from './Tooltip.tsx'

interface Segment<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly icon?: Icon | undefined
}

interface SegmentedControlProps<Value extends string> {
  /** What is chosen, for screen readers. */
  readonly label: string
  readonly options: readonly Segment<Value>[]
  /** `null`: the things that this stands for differ. */
  readonly value: Value | null
  readonly onChange: (value: Value) => void
  /** Icons with the label as tooltip. */
  readonly iconsOnly?: boolean | undefined
  readonly disabled?: boolean | undefined
  /** Takes the width that there is. */
  readonly isWide?: boolean | undefined
  readonly className?: string | undefined
}

/** One of a few, all in sight. One Tab stop: what is chosen, else the first. */
export function SegmentedControl<Value extends string>({
  label,
  options,
  value,
  onChange,
  iconsOnly = false,
  disabled = false,
  isWide = false,
  className,
}: SegmentedControlProps<Value>) {
  const tabStop = options.some((option) => option.value === value) ? value : options[0]?.value
  return (
    <div
      role="radiogroup"
      aria-label={label}
      onKeyDownCapture={chooseByArrow}
      className={clsx('rounded-lg bg-ink/6 p-0.5', isWide ? 'flex w-full' : 'inline-flex', className)}
    >
      {options.map((option) => {
        const item = (
          <button
            key={option.value}
            type="button"
            role="radio"
            aria-checked={option.value === value}
            aria-label={option.label}
            tabIndex={option.value === tabStop ? 0 : -1}
            disabled={disabled}
            onClick={() => {
              if (option.value !== value) onChange(option.value)
            }}
            className="inline-flex h-7 min-w-7 flex-1 items-center justify-center gap-1.5 rounded-md px-2 text-xs font-medium whitespace-nowrap text-ink-muted transition-colors duration-100 hover:text-ink disabled:opacity-50 aria-checked:bg-surface-raised aria-checked:text-ink aria-checked:shadow-card dark:aria-checked:bg-ink/14 pointer-coarse:h-9"
          >
            {option.icon !== undefined && <option.icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />}
            {!iconsOnly && option.label}
          </button>
        )
        return iconsOnly ? (
          <Tooltip key={option.value} label={option.label}>
            {item}
          </Tooltip>
        ) : (
          item
        )
      })}
    </div>
  )
}
