import { SwatchGroup } from '#src/ui/SwatchGroup.tsx'

const COLOR_NAMES = ['Blue', 'Orange', 'Green', 'Purple', 'Ochre', 'Teal', 'Red', 'Violet'] as const
const SWATCHES = COLOR_NAMES.map((name, color) => ({ value: String(color), name, color: `var(--persona-${color})` }))

interface ColorChoiceProps {
  readonly color: number
  readonly onChange: (color: number) => void
}

/** The colour of a persona's face and emotion curve. */
export const ColorChoice = ({ color, onChange }: ColorChoiceProps) => (
  <SwatchGroup label="Colour" swatches={SWATCHES} value={String(color)} onChange={(value) => onChange(Number(value))} />
)
