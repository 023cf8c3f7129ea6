import type { LaneKind } from '#shared/model/records/lane.ts'
import { LANE_KINDS } from '#shared/model/records/lane.ts'
import { onThemeChanged, themeColor as token } from '#src/ui/theme-colors.ts'

/** The design language's colours, as a 2D canvas needs them. */
export interface CanvasColors {
  readonly canvas: string
  readonly surface: string
  readonly raised: string
  readonly sunken: string
  readonly ink: string
  readonly muted: string
  readonly faint: string
  readonly line: string
  readonly lineStrong: string
  readonly accent: string
  readonly sticky: string
  readonly lanes: Readonly<Record<LaneKind, { readonly main: string; readonly soft: string; readonly ink: string }>>
  readonly personas: readonly string[]
  readonly isDark: boolean
  /** The families to write with. */
  readonly font: string
}

const PERSONA_COLORS = 8

function readColors(): CanvasColors {
  const lane = (kind: LaneKind) => ({
    main: token(`lane-${kind}`),
    soft: token(`lane-${kind}-soft`),
    ink: token(`lane-${kind}-ink`),
  })
  return {
    canvas: token('canvas'),
    surface: token('surface'),
    raised: token('surface-raised'),
    sunken: token('surface-sunken'),
    ink: token('ink'),
    muted: token('ink-muted'),
    faint: token('ink-faint'),
    line: token('line'),
    lineStrong: token('line-strong'),
    accent: token('accent'),
    sticky: token('warn-soft'),
    lanes: Object.fromEntries(LANE_KINDS.map((kind) => [kind, lane(kind)])) as CanvasColors['lanes'],
    personas: Array.from({ length: PERSONA_COLORS }, (_, index) => token(`persona-${index}`)),
    isDark: document.documentElement.dataset['theme'] === 'dark',
    font: getComputedStyle(document.body).fontFamily || 'sans-serif',
  }
}

let colors: CanvasColors | undefined

/** The colours of the theme that is on. */
export const canvasColors = (): CanvasColors => (colors ??= readColors())

/** Of what is mounted with the first cards and painted by nobody. */
const TOKENS_OF_FACES = ['good', 'danger-text']

/** Has the colours known before there is anything on the page that the browser would have to lay out to tell them. */
export function askColorsAhead(): void {
  canvasColors()
  for (const name of TOKENS_OF_FACES) token(name)
}

/** Called when the theme changes. */
export function onColorsChanged(listener: () => void): () => void {
  const stop = onThemeChanged(() => {
    colors = undefined
    listener()
  })
  return () => {
    stop()
    colors = undefined
  }
}
