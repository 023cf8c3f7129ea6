import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { threadsOf } from '#src/features/comments/threads.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { PANEL_WORDS } from './panels.ts'
import type { OpenComments } from '#src/features/comments/use-comments.ts'

interface CommentsButtonProps {
  /** `null` until they have come. */
  readonly open: OpenComments | null
  readonly pressed: boolean
  readonly onClick: () => void
}

const NOTHING_YET = createStore(() => null)

/** Opens the comments, and says how many of them were not read. */
export function CommentsButton({ open, pressed, onClick }: CommentsButtonProps) {
  const unread = useStore(open?.comments.state ?? NOTHING_YET, (state) =>
    state && open ? threadsOf(state, open.comments.me.id).reduce((sum, thread) => sum + thread.unread, 0) : 0,
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
