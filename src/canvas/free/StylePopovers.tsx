import type { Card, CardStyle } from '#shared/model/records/card.ts'
import { AlignCenter, AlignLeft, AlignRight, Type } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Popover } from '#src/ui/Popover.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { SwatchGroup } from '#src/ui/SwatchGroup.tsx'
import { Tooltip } from '#src/ui/Tooltip.tsx'
import { freeLook } from '#shared/drawing/free-look.ts'
import { useCanvas } from '../canvas-context.ts'
import { CSS_PALETTE } from './css-palette.ts'
import {
  ALIGN_CHOICES,
  COLOR_CHOICES,
  common,
  LINE_WIDTH_CHOICES,
  restyle,
  TEXT_SIZE_CHOICES,
} from './style-choices.ts'

interface PartProps {
  /** Those of the selected cards that have this part. */
  readonly cards: readonly Card[]
}

type Color = CardStyle['fill']

/** A stroke through nothing. */
const NO_COLOR =
  'linear-gradient(to top right, transparent 46%, var(--danger) 46% 54%, transparent 54%), var(--surface-sunken)'

const swatchOf = (color: Color): string =>
  color === undefined ? 'var(--ink-faint)' : color === 'none' ? NO_COLOR : `var(--persona-${color})`

const SWATCHES = COLOR_CHOICES.map(({ value, label }) => ({
  value: String(value),
  name: label,
  color: swatchOf(value),
}))
const colorOf = (value: string): Color => COLOR_CHOICES.find((choice) => String(choice.value) === value)?.value

/** The ground of the cards. */
export function FillButton({ cards }: PartProps) {
  const core = useCanvas()
  const now = common(cards, (card) => card.style?.fill)
  const shown = common(cards, (card) => freeLook(card, CSS_PALETTE).fill)
  return (
    <Popover
      label="Fill"
      side="top"
      align="center"
      className="w-47 p-3 pointer-coarse:w-62"
      trigger={<ColorButton label="Fill" color={shown ?? NO_COLOR} isMixed={shown === 'mixed'} />}
    >
      <SwatchGroup
        label={titled('Fill', now)}
        swatches={SWATCHES}
        value={String(now)}
        onChange={(value) => restyle(core, 'fill', { fill: colorOf(value) })}
      />
    </Popover>
  )
}

/** The outline of shapes and frames, and the lines of drawings. */
export function LineButton({ cards }: PartProps) {
  const core = useCanvas()
  const now = common(cards, (card) => card.style?.stroke)
  const shown = common(cards, (card) => freeLook(card, CSS_PALETTE).stroke)
  const width = common(cards, (card) => freeLook(card, CSS_PALETTE).strokeWidth)
  const isDashed = common(cards, (card) => card.style?.isDashed ?? false)
  const chosen = LINE_WIDTH_CHOICES.find(({ value }) => value === width)
  return (
    <Popover
      label="Line"
      side="top"
      align="center"
      className="flex w-47 flex-col gap-3 p-3 pointer-coarse:w-62"
      trigger={<ColorButton label="Line" color={shown ?? NO_COLOR} isMixed={shown === 'mixed'} isRing />}
    >
      <SwatchGroup
        label={titled('Line', now)}
        swatches={SWATCHES}
        value={String(now)}
        onChange={(value) => restyle(core, 'line', { stroke: colorOf(value) })}
      />
      <Labelled label="Width">
        <SegmentedControl
          label="Line width"
          options={LINE_WIDTH_CHOICES.map(({ value, label }) => ({ value: String(value), label }))}
          value={chosen ? String(chosen.value) : null}
          onChange={(value) => restyle(core, 'line', { strokeWidth: Number(value) })}
        />
      </Labelled>
      <Checkbox
        label="Dashed"
        checked={isDashed === 'mixed' ? 'indeterminate' : isDashed}
        onChange={(isOn) => restyle(core, 'line', { isDashed: isOn || undefined })}
      />
    </Popover>
  )
}

const ALIGN_ICONS = { start: AlignLeft, center: AlignCenter, end: AlignRight } as const

/** How large the words are, and to which side they stand. */
export function TextButton({ cards }: PartProps) {
  const core = useCanvas()
  const size = common(cards, (card) => card.style?.textSize ?? (card.kind === 'text' ? 'medium' : 'small'))
  const align = common(cards, (card) => freeLook(card, CSS_PALETTE).align)
  return (
    <Popover
      label="Text"
      side="top"
      align="center"
      className="flex w-auto flex-col gap-3 p-3"
      trigger={<IconButton icon={Type} label="Text" tooltipSide="top" />}
    >
      <Labelled label={titled('Size', size)}>
        <SegmentedControl
          label="Text size"
          options={TEXT_SIZE_CHOICES}
          value={size === 'mixed' ? null : size}
          onChange={(textSize) => restyle(core, 'text', { textSize })}
        />
      </Labelled>
      <Labelled label={titled('Alignment', align)}>
        <SegmentedControl
          label="Text alignment"
          options={ALIGN_CHOICES.map((choice) => ({ ...choice, icon: ALIGN_ICONS[choice.value] }))}
          iconsOnly
          value={align === 'mixed' ? null : align}
          onChange={(value) => restyle(core, 'text', { align: value })}
        />
      </Labelled>
    </Popover>
  )
}

const titled = (label: string, value: unknown): string => (value === 'mixed' ? `${label} (mixed)` : label)

const Labelled = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <p aria-hidden className="mb-1.5 text-xs font-medium text-ink-muted">
      {label}
    </p>
    {children}
  </div>
)

interface ColorButtonProps {
  readonly label: string
  readonly color: string
  readonly isMixed: boolean
  /** Drawn as a ring: the colour of a line. */
  readonly isRing?: boolean
}

/** Shows the colour that it changes. */
function ColorButton({ label, color, isMixed, isRing = false, ...rest }: ColorButtonProps) {
  const style = { ['--swatch' as string]: isMixed ? 'var(--surface-sunken)' : color } as CSSProperties
  return (
    <Tooltip label={isMixed ? `${label} (mixed)` : label} side="top">
      <button type="button" {...rest} aria-label={label} className="style-bar-color">
        <span style={style} data-ring={isRing || undefined} data-mixed={isMixed || undefined} />
      </button>
    </Tooltip>
  )
}
