import { handOffPlace } from '#shared/layout/hand-off-place.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { LinkPath } from '#shared/layout/link-path.ts'
import type { Point } from '#shared/layout/rect.ts'
import { type HandOff, handOffs } from '#shared/model/selectors/hand-offs.ts'
import { CHANNEL_SIGNS } from './channel-signs.ts'
import type { DrawingItem } from './drawing.ts'
import { signItem } from './sign-item.ts'
import type { DrawingTheme } from './theme.ts'

/** As on screen: the mark with its ring, the sign in it, and the gap to a label beside it. */
export const HAND_OFF_PX = { size: 20, ring: 1, edge: 1.5, sign: 12, gap: 4 } as const
/** On a shorter link without words a mark would hide the line: it stands above. */
const TIGHT_PX = 64
const ABOVE_PX = 17

/** A round mark: here the journey goes on by another medium. Its colour says whether people leave self-service. */
export function handOffItems({ kind, toChannel }: HandOff, center: Point, theme: DrawingTheme): DrawingItem[] {
  const colors = {
    leak: { main: theme.warn.main, soft: theme.warn.soft, ring: theme.warn.main },
    return: { main: theme.good.main, soft: theme.good.soft, ring: theme.good.main },
    change: { main: theme.muted, soft: theme.sunken, ring: theme.link },
  }[kind]
  const radius = HAND_OFF_PX.size / 2
  return [
    { kind: 'dot', center, radius: radius + HAND_OFF_PX.ring, fill: colors.ring },
    { kind: 'dot', center, radius, fill: theme.surface },
    { kind: 'dot', center, radius: radius - HAND_OFF_PX.edge, fill: colors.soft },
    signItem(CHANNEL_SIGNS[toChannel], center, HAND_OFF_PX.sign, colors.main, 2.25),
  ]
}

/** Where the mark of a link without words stands. */
export const handOffOnLink = ({ middle, bounds }: LinkPath): Point =>
  bounds.width < TIGHT_PX ? { x: middle.x, y: middle.y - ABOVE_PX } : middle

/** The hand-offs from step to step; those along links stand on the links. */
export const stepHandOffItems = (layout: JourneyLayout, theme: DrawingTheme): DrawingItem[] =>
  handOffs(layout.snapshot).flatMap((handOff) => {
    const at = handOff.linkId === null ? handOffPlace(layout, handOff) : undefined
    return at ? handOffItems(handOff, at, theme) : []
  })
