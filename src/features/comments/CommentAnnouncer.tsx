import { useEffect, useState } from 'react'
import { useCommentsHome } from './comments-context.ts'

/** Tells screen readers what others say, one comment at a time. */
export function CommentAnnouncer() {
  const { comments, describe } = useCommentsHome()
  const [words, setWords] = useState('')
  useEffect(
    () =>
      comments.onHeard(({ author, mentions, threadId, text }) => {
        const anchor = comments.state.getState().threads.get(threadId)?.anchor
        const { kind, title } = anchor ? describe(anchor) : { kind: 'Journey', title: '' }
        const verb = mentions.some(({ id }) => id === comments.me.id) ? 'mentioned you in a comment' : 'commented'
        setWords(`${author.name} ${verb} on ${title || kind.toLowerCase()}: ${text}`)
      }),
    [comments, describe],
  )
  return (
    <p role="status" data-testid="comment-announcer" className="sr-only">
      {words}
    </p>
  )
}
