import { useStore } from 'zustand'
import { threadsOf } from '#src/features/comments/threads.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { PANEL_WORDS } from './panels.ts'
import type { OpenComments } from '#src/features/comments/use-comments.ts'

interface CommentsButtonProps {
  readonly open: OpenComments
  readonly pressed: boolean
  readonly onClick: () => void
}

/** Opens the comments, and says how many of them were not read. */
export function CommentsButton({ open, pressed, onClick }: CommentsButtonProps) {
  const { comments } = open
  const unread = useStore(comments.state, (state) =>
    threadsOf(state, comments.me.id).reduce((sum, thread) => sum + thread.unread, 0),
  )
  const { icon, label } = PANEL_WORDS.comments
  return (
    <span className="relative inline-flex">
      <IconButton
        icon={icon}
        label={unread > 0 ? `${label}, ${unread} unread` : label}
        pressed={pressed}
        onClick={onClick}
      />
      {unread > 0 && (
        <span
          aria-hidden
          className="pointer-events-none absolute top-0.5 right-0.5 size-2 rounded-full bg-accent ring-2 ring-surface"
        />
      )}
    </span>
  )
}
