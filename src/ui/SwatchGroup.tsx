import { Check } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import { chooseByArrow } from './choose-by-arrow.ts'

interface Swatch {
  readonly value: string
  /** Said by a screen reader. */
  readonly name: string
  /** Any CSS colour that `text-on-persona` can be read on. */
  readonly color: string
}

interface SwatchGroupProps {
  readonly label: string
  readonly swatches: readonly Swatch[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One of several colours, each a round button. */
export const SwatchGroup = ({ label, swatches, value, onChange }: SwatchGroupProps) => (
  <div>
    <p aria-hidden className="mb-1.5 text-xs font-medium text-ink-muted">
      {label}
    </p>
    <RadioGroup.Root
      aria-label={label}
      orientation="horizontal"
      className="flex flex-wrap gap-1.5"
      value={value}
      onValueChange={onChange}
      onKeyDownCapture={chooseByArrow}
    >
      {swatches.map((swatch) => (
        <RadioGroup.Item
          key={swatch.value}
          value={swatch.value}
          aria-label={swatch.name}
          style={{ background: swatch.color }}
          className="flex size-7 items-center justify-center rounded-full forced-color-adjust-none text-on-persona pointer-coarse:size-10"
        >
          <RadioGroup.Indicator>
            <Check aria-hidden className="size-4" strokeWidth={3} />
          </RadioGroup.Indicator>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  </div>
)
