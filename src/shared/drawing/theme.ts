import type { LaneKind } from '#shared/model/records/lane.ts'

interface LaneColors {
  readonly main: string
  readonly soft: string
  readonly ink: string
}

interface ToneColors {
  readonly main: string
  readonly soft: string
}

/** The colours of a printed journey: the same as those of `src/ui/styles.css` on screen. */
export interface DrawingTheme {
  readonly background: string
  readonly surface: string
  readonly sunken: string
  readonly ink: string
  readonly muted: string
  readonly line: string
  readonly link: string
  readonly good: ToneColors
  readonly warn: ToneColors
  readonly lanes: Readonly<Record<LaneKind, LaneColors>>
  readonly personas: readonly string[]
}

export const LIGHT_THEME: DrawingTheme = {
  background: '#f5f6f8',
  surface: '#ffffff',
  sunken: '#eef0f3',
  ink: '#15181e',
  muted: '#545b68',
  line: '#e2e5ea',
  link: '#818894',
  good: { main: '#0d7a4f', soft: '#e2f5ec' },
  warn: { main: '#8f5600', soft: '#fdf1dc' },
  lanes: {
    touchpoint: { main: '#0072b2', soft: '#e3f1fa', ink: '#06456b' },
    action: { main: '#2f8f9d', soft: '#e2f4f5', ink: '#12474f' },
    thought: { main: '#a65a96', soft: '#f8ebf4', ink: '#6a2a5c' },
    emotion: { main: '#b57c00', soft: '#fdf3d8', ink: '#5e4100' },
    'pain-point': { main: '#d55e00', soft: '#fdeade', ink: '#7d3500' },
    opportunity: { main: '#008f68', soft: '#e0f5ed', ink: '#054f3a' },
    note: { main: '#7a8290', soft: '#f0f1f4', ink: '#363c48' },
    channel: { main: '#4a6fb5', soft: '#e8eefa', ink: '#23406f' },
    goal: { main: '#6b5bc4', soft: '#edeafb', ink: '#3a2d86' },
    gain: { main: '#4f8a10', soft: '#ebf5dc', ink: '#2d5206' },
    metric: { main: '#4d6a7d', soft: '#e9f0f4', ink: '#2a4150' },
    image: { main: '#7a8290', soft: '#f0f1f4', ink: '#363c48' },
    text: { main: '#7a8290', soft: '#f0f1f4', ink: '#363c48' },
    'physical-evidence': { main: '#8a6d3b', soft: '#f6f0e4', ink: '#533f1c' },
    frontstage: { main: '#b0413e', soft: '#fbeaea', ink: '#6e2220' },
    backstage: { main: '#7a5195', soft: '#f2eaf7', ink: '#4a2c61' },
    support: { main: '#5f6b3c', soft: '#f0f3e4', ink: '#3a4420' },
  },
  personas: ['#3152e0', '#c2410c', '#087f5b', '#a8328c', '#86620a', '#0b7285', '#c92a4b', '#5f3dc4'],
}

export const DARK_THEME: DrawingTheme = {
  background: '#0f1115',
  surface: '#161920',
  sunken: '#0b0d11',
  ink: '#eceef2',
  muted: '#a9b0bd',
  line: '#2a2f39',
  link: '#6b7382',
  good: { main: '#5fd3a0', soft: '#12352a' },
  warn: { main: '#f0b756', soft: '#3a2b10' },
  lanes: {
    touchpoint: { main: '#56b4e9', soft: '#16303f', ink: '#cfe9f9' },
    action: { main: '#62c3cd', soft: '#153439', ink: '#cdeff2' },
    thought: { main: '#d79ac6', soft: '#3a2336', ink: '#f5dcee' },
    emotion: { main: '#e6b43c', soft: '#372b10', ink: '#fae7b8' },
    'pain-point': { main: '#f0894a', soft: '#3f2413', ink: '#fcdcc7' },
    opportunity: { main: '#3fc49a', soft: '#10352a', ink: '#c6f2e2' },
    note: { main: '#98a1b0', soft: '#262b34', ink: '#dde1e8' },
    channel: { main: '#8fb0ea', soft: '#1b2840', ink: '#d5e2fa' },
    goal: { main: '#a99cf0', soft: '#28234a', ink: '#e0dbfb' },
    gain: { main: '#9bcf52', soft: '#24330f', ink: '#dff2c0' },
    metric: { main: '#8fb3c9', soft: '#1d2c36', ink: '#d3e5ef' },
    image: { main: '#98a1b0', soft: '#262b34', ink: '#dde1e8' },
    text: { main: '#98a1b0', soft: '#262b34', ink: '#dde1e8' },
    'physical-evidence': { main: '#cfae74', soft: '#332a19', ink: '#f1e2c5' },
    frontstage: { main: '#ee8f8c', soft: '#3d2020', ink: '#fad6d5' },
    backstage: { main: '#c29ade', soft: '#302239', ink: '#ecdcf7' },
    support: { main: '#b3c17f', soft: '#2a2f1b', ink: '#e6edcd' },
  },
  personas: ['#8ea4ff', '#ff9a62', '#4fd0a1', '#ee8fd6', '#e3bd4e', '#5bc8da', '#ff8fa3', '#bba4ff'],
}
