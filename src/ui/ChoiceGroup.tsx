import { RadioGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { chooseByArrow } from './choose-by-arrow.ts'

interface ChoiceGroupProps<Value extends string> {
  /** What is chosen, for screen readers. */
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly disabled?: boolean | undefined
  readonly className?: string | undefined
  /** `Choice` components. */
  readonly children: ReactNode
}

/** One of several large tiles. For short words use `SegmentedControl` or `Select`. */
export const ChoiceGroup = <Value extends string>({
  label,
  value,
  onChange,
  disabled = false,
  className,
  children,
}: ChoiceGroupProps<Value>) => (
  <RadioGroup.Root
    aria-label={label}
    value={value}
    onValueChange={(next) => onChange(next as Value)}
    onKeyDownCapture={chooseByArrow}
    disabled={disabled}
    className={className}
  >
    {children}
  </RadioGroup.Root>
)
