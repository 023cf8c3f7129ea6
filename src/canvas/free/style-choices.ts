import { Palette } from 'lucide-react'
import { isOpenShape } from '#shared/drawing/free-look.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { type StyleCardsArgs, styleCards } from '#shared/model/commands/style-cards.ts'
import { type Card, type CardStyle, type Shape, SHAPES } from '#shared/model/records/card.ts'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { selectedFreeCards } from '../selected-cards.ts'
import { tellRefusal } from '../tell-refusal.ts'

/** The eight colours by the index that documents store, in words. */
const COLOR_NAMES = ['Blue', 'Orange', 'Green', 'Magenta', 'Ochre', 'Teal', 'Red', 'Violet'] as const

interface Choice<Value> {
  readonly value: Value
  readonly label: string
}

export const TEXT_SIZE_CHOICES: readonly Choice<NonNullable<CardStyle['textSize']>>[] = [
  { value: 'small', label: 'Small' },
  { value: 'medium', label: 'Medium' },
  { value: 'large', label: 'Large' },
  { value: 'huge', label: 'Huge' },
]
export const ALIGN_CHOICES: readonly Choice<NonNullable<CardStyle['align']>>[] = [
  { value: 'start', label: 'Left' },
  { value: 'center', label: 'Centred' },
  { value: 'end', label: 'Right' },
]
export const LINE_WIDTH_CHOICES: readonly Choice<number>[] = [
  { value: 2, label: 'Thin' },
  { value: 4, label: 'Medium' },
  { value: 8, label: 'Thick' },
]
export const COLOR_CHOICES: readonly Choice<CardStyle['fill']>[] = [
  { value: undefined, label: 'As usual' },
  { value: 'none', label: 'None' },
  ...COLOR_NAMES.map((label, index) => ({ value: index, label })),
]
const SHAPE_TITLES: Readonly<Record<Shape, string>> = {
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  diamond: 'Diamond',
  triangle: 'Triangle',
  arrow: 'Arrow',
  line: 'Line',
}
export const SHAPE_CHOICES: readonly Choice<Shape>[] = SHAPES.map((value) => ({ value, label: SHAPE_TITLES[value] }))

/** A part of how a free card looks. */
export type StylePart = 'fill' | 'line' | 'text' | 'shape'

/** Whether a part means anything for a card beside the grid. */
export function hasStylePart(card: Card, part: StylePart): boolean {
  const { kind } = card
  switch (part) {
    case 'fill':
      return kind !== 'image' && !isOpenShape(card)
    case 'line':
      return kind === 'shape' || kind === 'frame' || kind === 'ink'
    case 'text':
      return kind === 'note' || kind === 'text' || kind === 'shape'
    default:
      return kind === 'shape'
  }
}

/** The cards among some that a part means something for. */
export const cardsWithPart = (cards: readonly Card[], part: StylePart): readonly Card[] =>
  cards.filter((card) => hasStylePart(card, part))

/** What all of them have; `'mixed'` where they differ. */
export function common<Value>(cards: readonly Card[], read: (card: Card) => Value): Value | 'mixed' {
  const [first, ...others] = cards
  if (!first) return 'mixed'
  const value = read(first)
  return others.every((card) => read(card) === value) ? value : 'mixed'
}

/** Changes a part of the looks of those selected free cards that have it; one undo step. */
export function restyle(core: CanvasCore, part: StylePart, style: StyleCardsArgs['style']): void {
  const cardIds = cardsWithPart(selectedFreeCards(core), part).map((card) => card.id)
  if (cardIds.length > 0) tellRefusal(core.editor.run(styleCards, { cardIds, style }))
}

/** A line stays a line and a box a box: what has two ends becomes nothing that has an inside. */
export const canBecome = (card: Card, shape: Shape): boolean =>
  card.kind === 'shape' && isOpenShape(card) === isOpenShape({ kind: 'shape', shape })

export function reshape(core: CanvasCore, shape: Shape): void {
  const cardIds = selectedFreeCards(core).flatMap((card) => (canBecome(card, shape) ? [card.id] : []))
  if (cardIds.length > 0) tellRefusal(core.editor.run(editCards, { cardIds, patch: { shape } }))
}

/** The same choices as the style bar has, for the palette and the menu. */
export function freeStyleActions(core: CanvasCore): readonly Action[] {
  const { canEdit, root } = core
  const actions = <Value>(
    part: StylePart,
    submenu: string,
    choices: readonly Choice<Value>[],
    read: (card: Card) => Value | undefined,
    style: (value: Value) => StyleCardsArgs['style'],
  ): readonly Action[] =>
    choices.map(({ value, label }): Action => ({
      id: `style.${submenu.toLowerCase().replaceAll(' ', '-')}-${String(value)}`,
      label: () => `${submenu}: ${label.toLowerCase()}`,
      group: 'Arrange',
      section: 'style',
      submenu,
      keywords: 'colour color style looks',
      isEnabled: () => canEdit && cardsWithPart(selectedFreeCards(core), part).length > 0,
      isOn: () => common(cardsWithPart(selectedFreeCards(core), part), read) === value,
      run: () => restyle(core, part, style(value)),
    }))
  return [
    ...actions(
      'fill',
      'Fill',
      COLOR_CHOICES,
      (card) => card.style?.fill,
      (fill) => ({ fill }),
    ),
    ...actions(
      'line',
      'Line',
      COLOR_CHOICES,
      (card) => card.style?.stroke,
      (stroke) => ({ stroke }),
    ),
    ...actions(
      'line',
      'Line width',
      LINE_WIDTH_CHOICES,
      (card) => card.style?.strokeWidth,
      (strokeWidth) => ({ strokeWidth }),
    ),
    ...actions(
      'text',
      'Text size',
      TEXT_SIZE_CHOICES,
      (card) => card.style?.textSize,
      (textSize) => ({ textSize }),
    ),
    ...actions(
      'text',
      'Text alignment',
      ALIGN_CHOICES,
      (card) => card.style?.align,
      (align) => ({ align }),
    ),
    ...SHAPE_CHOICES.map(({ value, label }): Action => ({
      id: `style.shape-${value}`,
      label: `Shape: ${label.toLowerCase()}`,
      group: 'Arrange',
      section: 'style',
      submenu: 'Shape',
      keywords: 'form change',
      isEnabled: () => canEdit && selectedFreeCards(core).some((card) => canBecome(card, value)),
      isOn: () => common(cardsWithPart(selectedFreeCards(core), 'shape'), (card) => card.shape) === value,
      run: () => reshape(core, value),
    })),
    {
      id: 'style.bar',
      label: 'Go to the style bar',
      group: 'Arrange',
      section: 'style',
      icon: Palette,
      shortcuts: ['Alt+S'],
      keywords: 'format colour toolbar',
      isEnabled: () => canEdit && selectedFreeCards(core).length > 0,
      run: () => root()?.querySelector<HTMLElement>('[data-testid=style-bar] button')?.focus(),
    },
  ]
}
