import type { Mention } from '#shared/contract/comments.ts'
import { partsOf } from './mention-text.ts'

interface CommentTextProps {
  readonly text: string
  readonly mentions: readonly Mention[]
  readonly meId: string
}

/** Plain text, its addresses as links and its mentions marked. Nothing else in it means anything. */
export const CommentText = ({ text, mentions, meId }: CommentTextProps) => (
  <p dir="auto" className="text-sm break-words whitespace-pre-wrap text-ink">
    {partsOf(text, mentions).map((part, index) => {
      const key = `${index} ${part.text}`
      if (part.kind === 'text') return <span key={key}>{part.text}</span>
      if (part.kind === 'link') {
        return (
          <a
            key={key}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            className="text-accent underline underline-offset-2"
          >
            {part.text}
          </a>
        )
      }
      return (
        <span
          key={key}
          className={
            part.id === meId ? 'rounded-sm bg-accent-soft px-0.5 font-medium text-accent' : 'font-medium text-accent'
          }
        >
          {part.text}
        </span>
      )
    })}
  </p>
)
