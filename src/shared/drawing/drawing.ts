import type { CurvePiece } from '#shared/layout/emotion-curve.ts'
import type { Point, Rect } from '#shared/layout/rect.ts'

/** One thing to draw, in journey pixels; colours are CSS colours. */
export type DrawingItem =
  | {
      readonly kind: 'box'
      readonly rect: Rect
      readonly radius: number
      readonly fill: string | null
      readonly stroke: string | null
    }
  | {
      readonly kind: 'line'
      readonly from: Point
      readonly to: Point
      readonly color: string
      readonly width: number
    }
  | {
      readonly kind: 'path'
      readonly from: Point
      readonly pieces: readonly CurvePiece[]
      readonly color: string
      readonly width: number
      readonly hasArrow: boolean
      /** Lengths of dash and gap in turn; absent: unbroken. */
      readonly dash?: readonly number[]
    }
  | {
      readonly kind: 'shape'
      /** SVG path data, its origin at `at`. */
      readonly path: string
      readonly at: Point
      readonly fill: string | null
      readonly stroke: string | null
      readonly width: number
      readonly isDashed: boolean
      /** How much larger than its path data it is drawn, the line's width included; absent: 1. */
      readonly scale?: number
    }
  | {
      readonly kind: 'dot'
      readonly center: Point
      readonly radius: number
      readonly fill: string
      readonly stroke?: string
    }
  | {
      readonly kind: 'text'
      /** Left end (or middle, or right end) of the first line's baseline. */
      readonly at: Point
      readonly lines: readonly string[]
      readonly fontPx: number
      readonly linePx: number
      readonly isSemibold: boolean
      readonly align: 'start' | 'middle' | 'end'
      readonly color: string
      /** Runs from top to bottom, turned about `at`. */
      readonly isTurned?: boolean
    }

/** A journey as things to draw, from the bottom up. What prints it needs to know nothing of journeys. */
export interface Drawing {
  readonly bounds: Rect
  readonly background: string
  readonly items: readonly DrawingItem[]
}
