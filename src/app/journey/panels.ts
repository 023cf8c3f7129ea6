import { Database, MessageSquare, SlidersHorizontal, UsersRound } from 'lucide-react'
import type { Icon } from '#src/ui/icon.ts'

/** What the column at the right can show. Search and replace have keys of their own; what is past is asked for by the menu, or where a review is overdue. */
export const PANELS = ['details', 'personas', 'data', 'comments'] as const
export type PanelName = (typeof PANELS)[number] | 'search' | 'replace' | 'past'

export const PANEL_WORDS: Readonly<Record<(typeof PANELS)[number], { readonly label: string; readonly icon: Icon }>> = {
  details: { label: 'Details', icon: SlidersHorizontal },
  personas: { label: 'Personas', icon: UsersRound },
  data: { label: 'Data', icon: Database },
  comments: { label: 'Comments', icon: MessageSquare },
}
