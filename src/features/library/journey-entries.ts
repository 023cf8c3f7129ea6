import { Archive, ArchiveRestore, Copy, Download, FolderOpen, PencilLine, Trash2 } from 'lucide-react'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { canEdit } from '#shared/contract/roles.ts'
import type { MenuEntry } from '#src/ui/menu-entry.ts'

interface Verbs {
  readonly open: () => void
  readonly rename: () => void
  readonly duplicate: () => void
  readonly exportJson: () => void
  readonly archive: () => void
  readonly restore: () => void
  readonly remove: () => void
}

/** What this person may do with this journey, as menu lines. */
export function journeyEntries(journey: JourneyListItem, verbs: Verbs): readonly MenuEntry[] {
  const isArchived = journey.archivedAt !== null
  const { may } = journey
  const lines: (MenuEntry | false)[] = [
    { label: 'Open', icon: FolderOpen, onSelect: verbs.open },
    canEdit(journey.role) && { label: 'Rename', icon: PencilLine, shortcut: 'F2', onSelect: verbs.rename },
    may.duplicate && { label: 'Duplicate', icon: Copy, onSelect: verbs.duplicate },
    { label: 'Download as JSON', icon: Download, onSelect: verbs.exportJson },
    may.archive && { kind: 'separator' },
    may.archive && !isArchived && { label: 'Archive', icon: Archive, onSelect: verbs.archive },
    may.archive && isArchived && { label: 'Restore', icon: ArchiveRestore, onSelect: verbs.restore },
    may.remove && isArchived && { label: 'Delete forever', icon: Trash2, danger: true, onSelect: verbs.remove },
  ]
  return lines.filter((line) => line !== false)
}
