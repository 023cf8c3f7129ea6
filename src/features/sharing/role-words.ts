import { Eye, MessageSquare, PencilLine } from 'lucide-react'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import type { Icon } from '#src/ui/icon.ts'

interface RoleWords {
  readonly title: string
  /** In one word, where there is little room. */
  readonly verb: string
  readonly icon: Icon
  /** What whoever has such a link can do, in plain words. */
  readonly text: string
}

export const ROLE_WORDS: Readonly<Record<ShareItem['role'], RoleWords>> = {
  viewer: {
    title: 'Can view',
    verb: 'View',
    icon: Eye,
    text: 'Whoever has the link sees the map and its numbers live, and can change nothing.',
  },
  commenter: {
    title: 'Can comment',
    verb: 'Comment',
    icon: MessageSquare,
    text: 'Whoever has the link sees the map and its numbers live, and can comment, but change nothing.',
  },
  editor: {
    title: 'Can edit',
    verb: 'Edit',
    icon: PencilLine,
    text: 'Whoever has the link can change everything on the map. They cannot archive or delete it, or share it further from here.',
  },
}
