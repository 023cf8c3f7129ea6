import { Check } from 'lucide-react'
import { RadioGroup } from 'radix-ui'

const COLORS = [0, 1, 2, 3, 4, 5, 6, 7] as const
const COLOR_NAMES = ['Blue', 'Orange', 'Green', 'Purple', 'Ochre', 'Teal', 'Red', 'Violet'] as const

interface ColorChoiceProps {
  readonly color: number
  readonly onChange: (color: number) => void
}

/** The colour of a persona's face and emotion curve. */
export const ColorChoice = ({ color, onChange }: ColorChoiceProps) => (
  <div>
    <p className="mb-1.5 text-xs font-medium text-ink-muted">Colour</p>
    <RadioGroup.Root
      aria-label="Colour"
      orientation="horizontal"
      className="flex flex-wrap gap-1.5"
      value={String(color)}
      onValueChange={(value) => onChange(Number(value))}
    >
      {COLORS.map((each) => (
        <RadioGroup.Item
          key={each}
          value={String(each)}
          aria-label={COLOR_NAMES[each]}
          style={{ background: `var(--persona-${each})` }}
          className="flex size-7 items-center justify-center rounded-full text-on-persona pointer-coarse:size-10"
        >
          <RadioGroup.Indicator>
            <Check aria-hidden className="size-4" strokeWidth={3} />
          </RadioGroup.Indicator>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  </div>
)
