import { use, useMemo } from 'react'
import { useSnapshot } from '#src/editor/hooks.ts'
import { CommentsContext } from '#src/features/comments/comments-context.ts'
import { CommentsPanel } from '#src/features/comments/CommentsPanel.tsx'
import { describeAnchor } from '#src/features/comments/comment-anchors.ts'

/** The panel of comments, with what they are on called as it is called now. */
export function CommentsSide({ onClose }: { readonly onClose: () => void }) {
  const home = use(CommentsContext)
  const snapshot = useSnapshot()
  const current = useMemo(() => home && { ...home, describe: describeAnchor.bind(null, snapshot) }, [home, snapshot])
  return (
    current && (
      <CommentsContext value={current}>
        <CommentsPanel onClose={onClose} />
      </CommentsContext>
    )
  )
}
