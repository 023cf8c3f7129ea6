import { Check } from 'lucide-react'
import { cn } from '#src/ui/cn.ts'

interface SelectBoxProps {
  readonly title: string
  readonly isSelected: boolean
  /** `isRange`: with Shift held. */
  readonly onToggle: (isRange: boolean) => void
  readonly className?: string | undefined
}

/** Picks one of several journeys; the target is larger than it looks. */
export const SelectBox = ({ title, isSelected, onToggle, className }: SelectBoxProps) => (
  <button
    type="button"
    role="checkbox"
    aria-checked={isSelected}
    aria-label={`Select ${title}`}
    onClick={(event) => onToggle(event.shiftKey)}
    className={cn('flex size-8 items-center justify-center rounded-md pointer-coarse:size-10', className)}
  >
    <span
      className={cn(
        'flex size-4.5 items-center justify-center rounded-sm border',
        isSelected ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-surface-raised',
      )}
    >
      {isSelected && <Check aria-hidden className="size-3.5" strokeWidth={3} />}
    </span>
  </button>
)
