import type { Card, CardStyle } from '#shared/model/records/card.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { SwatchGroup } from '#src/ui/SwatchGroup.tsx'
import { commonValue } from './common-value.ts'

const NAMES = ['Blue', 'Orange', 'Green', 'Magenta', 'Ochre', 'Teal', 'Red', 'Violet']
const USUAL = 'usual'
const SWATCHES = [
  { value: USUAL, name: 'As its kind', color: 'var(--ink-faint)' },
  ...NAMES.map((name, index) => ({ value: String(index), name, color: `var(--persona-${index})` })),
]

interface ColorRowProps {
  readonly cards: readonly Card[]
  readonly onChange: (fill: CardStyle['fill']) => void
}

/** The ground of the cards; nothing is chosen where they differ. */
export function ColorRow({ cards, onChange }: ColorRowProps) {
  const { canEdit } = useEditor()
  const common = commonValue(cards, (card) => card.style?.fill ?? USUAL)
  if (!canEdit) return null
  return (
    <SwatchGroup
      label={common.isMixed ? 'Colour (mixed)' : 'Colour'}
      swatches={SWATCHES}
      value={common.isMixed ? '' : String(common.value)}
      onChange={(value) => onChange(value === USUAL ? undefined : Number(value))}
    />
  )
}
