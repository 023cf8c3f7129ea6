import type { Card } from '#shared/model/records/card.ts'

/** What the looks of free cards are made of, in whatever form a printer takes colours. */
export interface FreePalette {
  readonly personas: readonly string[]
  readonly surface: string
  readonly ink: string
  readonly muted: string
  readonly line: string
  readonly sticky: string
  /** So much of a colour, 0..100, on another. */
  readonly mix: (color: string, percent: number, base: string) => string
}

/** How a card beside the grid is drawn: its kind's usual look with its own style on top. */
export interface FreeLook {
  readonly fill: string | null
  readonly stroke: string | null
  readonly strokeWidth: number
  readonly isDashed: boolean
  readonly color: string
  readonly fontPx: number
  readonly linePx: number
  readonly isSemibold: boolean
  readonly align: 'start' | 'center' | 'end'
  readonly isMiddle: boolean
  readonly paddingPx: number
}

export const TEXT_SIZES = {
  small: { fontPx: 13, linePx: 18 },
  medium: { fontPx: 17, linePx: 23 },
  large: { fontPx: 26, linePx: 33 },
  huge: { fontPx: 42, linePx: 50 },
} as const

export const isOpenShape = ({ kind, shape }: Pick<Card, 'kind' | 'shape'>): boolean =>
  kind === 'ink' || (kind === 'shape' && (shape === 'line' || shape === 'arrow'))

const FILL_PERCENT = 24

export function freeLook(card: Card, palette: FreePalette): FreeLook {
  const { kind, style = {} } = card
  const usual = usualLook(card, palette)
  const persona = (index: number): string => palette.personas[index] ?? palette.muted
  const size = style.textSize === undefined ? usual : TEXT_SIZES[style.textSize]
  const fill = (): string | null => {
    if (style.fill === undefined) return usual.fill
    if (style.fill === 'none' || isOpenShape(card)) return null
    return palette.mix(persona(style.fill), kind === 'frame' ? FILL_PERCENT / 2 : FILL_PERCENT, palette.surface)
  }
  const stroke = (): string | null => {
    if (style.stroke === undefined) return usual.stroke
    return style.stroke === 'none' ? (isOpenShape(card) ? usual.stroke : null) : persona(style.stroke)
  }
  return {
    ...usual,
    fill: fill(),
    stroke: stroke(),
    strokeWidth: style.strokeWidth ?? usual.strokeWidth,
    isDashed: style.isDashed ?? false,
    fontPx: size.fontPx,
    linePx: size.linePx,
    align: style.align ?? usual.align,
  }
}

function usualLook(card: Card, palette: FreePalette): FreeLook {
  const plain = {
    fill: null,
    stroke: null,
    strokeWidth: 2,
    isDashed: false,
    color: palette.ink,
    ...TEXT_SIZES.small,
    isSemibold: false,
    align: 'start',
    isMiddle: false,
    paddingPx: 12,
  } as const
  switch (card.kind) {
    case 'note':
      return { ...plain, fill: palette.sticky }
    case 'text':
      return { ...plain, ...TEXT_SIZES.medium, paddingPx: 4 }
    case 'frame':
      return { ...plain, stroke: palette.line, strokeWidth: 1.5, isSemibold: true, paddingPx: 7 }
    case 'ink':
      return { ...plain, stroke: palette.ink, strokeWidth: 4 }
    default:
      return isOpenShape(card)
        ? { ...plain, stroke: palette.ink, align: 'center', isMiddle: true }
        : { ...plain, fill: palette.surface, stroke: palette.muted, align: 'center', isMiddle: true }
  }
}
