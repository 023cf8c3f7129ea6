import {
  Archive,
  ArchiveRestore,
  Building2,
  Copy,
  Download,
  FolderInput,
  FolderOpen,
  PencilLine,
  Star,
  StarOff,
  Tag,
  Trash2,
  Users,
} from 'lucide-react'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import type { TagItem } from '#shared/contract/rest/library.ts'
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
  readonly star: (isStarred: boolean) => void
  readonly move: () => void
  readonly tag: (tagId: string, isTagged: boolean) => void
  readonly newTag: () => void
  readonly showAccess: () => void
  readonly moveOut: () => void
}

interface Around {
  readonly tags: readonly TagItem[]
  /** Whether there is a workspace that I belong to: guests have neither stars nor tags. */
  readonly hasMarks: boolean
  readonly hasOtherWorkspaces: boolean
}

/** What this person may do with this journey, as menu lines. */
export function journeyEntries(journey: LibraryItem, verbs: Verbs, around: Around): readonly MenuEntry[] {
  const isArchived = journey.archivedAt !== null
  const { may } = journey
  const lines: (MenuEntry | false)[] = [
    { label: 'Open', icon: FolderOpen, onSelect: verbs.open },
    canEdit(journey.role) && { label: 'Rename', icon: PencilLine, shortcut: 'F2', onSelect: verbs.rename },
    around.hasMarks && {
      label: journey.isStarred ? 'Take the star off' : 'Star',
      icon: journey.isStarred ? StarOff : Star,
      onSelect: () => verbs.star(!journey.isStarred),
    },
    may.duplicate && { label: 'Duplicate', icon: Copy, onSelect: verbs.duplicate },
    { label: 'Download as JSON', icon: Download, onSelect: verbs.exportJson },
    around.hasMarks && { kind: 'separator' },
    may.archive && { label: 'Move to a collection', icon: FolderInput, onSelect: verbs.move },
    may.archive && {
      kind: 'sub',
      label: 'Tags',
      icon: Tag,
      entries: tagEntries(around.tags, [journey], verbs.tag, verbs.newTag),
    },
    may.remove &&
      around.hasOtherWorkspaces && {
        label: 'Move to another workspace',
        icon: Building2,
        onSelect: verbs.moveOut,
      },
    around.hasMarks && { label: 'Who can see this', icon: Users, onSelect: verbs.showAccess },
    may.archive && { kind: 'separator' },
    may.archive && !isArchived && { label: 'Archive', icon: Archive, onSelect: verbs.archive },
    may.archive && isArchived && { label: 'Restore', icon: ArchiveRestore, onSelect: verbs.restore },
    may.remove && isArchived && { label: 'Delete forever', icon: Trash2, danger: true, onSelect: verbs.remove },
  ]
  return lines.filter((line) => line !== false)
}

/** The tags to give to these journeys, or to take. */
export const tagEntries = (
  tags: readonly TagItem[],
  journeys: readonly LibraryItem[],
  tag: (tagId: string, isTagged: boolean) => void,
  newTag: () => void,
): readonly MenuEntry[] => [
  ...tags.map(({ id, name }): MenuEntry => ({
    kind: 'check',
    label: name,
    checked: journeys.every((journey) => journey.tags.includes(id)),
    onChange: (isTagged) => tag(id, isTagged),
  })),
  ...(tags.length > 0 ? [{ kind: 'separator' } as const] : []),
  { label: 'New tag', icon: Tag, onSelect: newTag },
]
