import { LANE_TITLES, type LaneKind } from '#shared/model/records/lane.ts'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { LANE_ICONS } from '../cards/kind-icons.ts'

/** The kinds as they stand together in a menu. */
const LANE_GROUPS: readonly { readonly label: string; readonly kinds: readonly LaneKind[] }[] = [
  { label: 'Journey', kinds: ['touchpoint', 'channel', 'action', 'goal', 'emotion'] },
  { label: 'Research', kinds: ['thought', 'pain-point', 'gain', 'opportunity', 'metric'] },
  { label: 'Service blueprint', kinds: ['physical-evidence', 'frontstage', 'backstage', 'support'] },
  { label: 'Other', kinds: ['text', 'image', 'note'] },
]

/** A menu of all kinds of lanes. */
export const laneKindEntries = (onSelect: (kind: LaneKind) => void): MenuEntry[] =>
  LANE_GROUPS.flatMap(({ label, kinds }): MenuEntry[] => [
    { kind: 'heading', label },
    ...kinds.map((kind) => ({ label: LANE_TITLES[kind], icon: LANE_ICONS[kind], onSelect: () => onSelect(kind) })),
  ])
