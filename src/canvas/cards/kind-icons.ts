import type { CardKind } from '#shared/model/records/card.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'
import {
  Cloud,
  Footprints,
  HeartPulse,
  Lightbulb,
  MessageSquareQuote,
  Route,
  Smile,
  StickyNote,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'

export const CARD_ICONS: Readonly<Record<CardKind, LucideIcon>> = {
  touchpoint: Route,
  action: Footprints,
  thought: Cloud,
  quote: MessageSquareQuote,
  emotion: Smile,
  'pain-point': TriangleAlert,
  opportunity: Lightbulb,
  note: StickyNote,
}

export const LANE_ICONS: Readonly<Record<LaneKind, LucideIcon>> = { ...CARD_ICONS, emotion: HeartPulse }
