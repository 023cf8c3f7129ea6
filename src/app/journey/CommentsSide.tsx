import { use, useMemo } from 'react'
import { useSnapshot } from '#src/editor/hooks.ts'
import { CommentsContext } from '#src/features/comments/comments-context.ts'
import { CommentsPanel } from '#src/features/comments/CommentsPanel.tsx'
import { Panel } from '#src/ui/Panel.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { PANEL_WORDS } from './panels.ts'
import { describeAnchor } from '#src/features/comments/comment-anchors.ts'

/** The panel of comments, with what they are on called as it is called now. */
export function CommentsSide({ onClose }: { readonly onClose: () => void }) {
  const home = use(CommentsContext)
  const snapshot = useSnapshot()
  const current = useMemo(() => home && { ...home, describe: describeAnchor.bind(null, snapshot) }, [home, snapshot])
  // Pressed before the comments have come.
  if (!current)
    return (
      <Panel title={PANEL_WORDS.comments.label} onClose={onClose}>
        <p role="status" className="flex min-h-56 items-center justify-center gap-2 text-sm text-ink-muted">
          <Spinner isInWords />
          Fetching the comments
        </p>
      </Panel>
    )
  return (
    <CommentsContext value={current}>
      <CommentsPanel onClose={onClose} />
    </CommentsContext>
  )
}
