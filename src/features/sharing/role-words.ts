import { Eye, MessageSquare, PencilLine } from 'lucide-react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import type { Icon } from '#src/ui/icon.ts'

interface RoleWords {
  readonly title: string
  readonly icon: Icon
  /** What whoever has such a link can do, in plain words. */
  readonly text: string
}

export const ROLE_WORDS: Readonly<Record<ShareItem['role'], RoleWords>> = {
  viewer: {
    title: 'Can view',
    icon: Eye,
    text: 'Sees the map, its numbers and everyone’s cursors live, and can change nothing.',
  },
  commenter: {
    title: 'Can comment',
    icon: MessageSquare,
    text: 'Sees the map, its numbers and everyone’s cursors live, and can comment, but change nothing.',
  },
  editor: {
    title: 'Can edit',
    icon: PencilLine,
    text: 'Can change everything on the map. Cannot archive or delete it, or share it further from here.',
  },
}
