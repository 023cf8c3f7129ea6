import { Database, SlidersHorizontal, UsersRound } from 'lucide-react'
import type { Icon } from '#src/ui/icon.ts'

/** What the column at the right can show. Search has a key and a button of its own. */
export const PANELS = ['details', 'personas', 'data'] as const
export type PanelName = (typeof PANELS)[number] | 'search'

export const PANEL_WORDS: Readonly<Record<(typeof PANELS)[number], { readonly label: string; readonly icon: Icon }>> = {
  details: { label: 'Details', icon: SlidersHorizontal },
  personas: { label: 'Personas', icon: UsersRound },
  data: { label: 'Data', icon: Database },
}
