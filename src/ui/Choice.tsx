import { RadioGroup } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

interface ChoiceProps extends ComponentProps<'button'> {
  readonly value: string
}

/** One tile of a `ChoiceGroup`; what is in it is the caller's. Name it by `aria-labelledby`. */
export const Choice = ({ className, ...rest }: ChoiceProps) => (
  <RadioGroup.Item
    {...rest}
    className={cn(
      'overflow-hidden rounded-lg bg-surface text-left shadow-card transition-shadow duration-100 hover:shadow-raised data-[state=checked]:ring-2 data-[state=checked]:ring-accent disabled:opacity-60',
      className,
    )}
  />
)
