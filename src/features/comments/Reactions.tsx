import { SmilePlus } from 'lucide-react'
import { useState } from 'react'
import { type CommentItem, type Reaction, REACTIONS } from '#shared/contract/comments.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Popover } from '#src/ui/Popover.tsx'
import { toast } from '#src/ui/toast.ts'
import { Tooltip } from '#src/ui/Tooltip.tsx'
import { useCommentsHome } from './comments-context.ts'
import { REACTION_LOOKS } from './reaction-looks.ts'

const sayFault = (error: unknown): void => {
  toast.error(wordsOf(error))
}

/** What people said to a comment in one press; pressing one's own takes it back. */
export function ReactionChips({ comment }: { readonly comment: CommentItem }) {
  const { comments, mayWrite } = useCommentsHome()
  const given = REACTIONS.flatMap((reaction) => {
    const by = comment.reactions.filter((one) => one.reaction === reaction)
    return by.length > 0 ? [{ reaction, by }] : []
  })
  if (given.length === 0) return null
  return (
    <div className="mt-1.5 flex flex-wrap gap-1">
      {given.map(({ reaction, by }) => {
        const isMine = by.some(({ actorId }) => actorId === comments.me.id)
        const { label, icon: Picture } = REACTION_LOOKS[reaction]
        const names = by.map(({ actorId, name }) => (actorId === comments.me.id ? 'you' : name)).join(', ')
        return (
          <Tooltip key={reaction} label={`${label}: ${names}`}>
            <button
              type="button"
              aria-label={`${label}, ${by.length}: ${names}`}
              aria-pressed={isMine}
              disabled={!mayWrite}
              className="tabular inline-flex h-6 items-center gap-1 rounded-full border border-line bg-surface px-2 text-xs text-ink-muted hover:border-line-strong aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent pointer-coarse:h-9"
              onClick={() => void comments.react(comment.id, reaction, !isMine).catch(sayFault)}
            >
              <Picture aria-hidden className="size-3.5" strokeWidth={2} />
              {by.length}
            </button>
          </Tooltip>
        )
      })}
    </div>
  )
}

/** Says something to a comment in one press. */
export function ReactButton({ comment }: { readonly comment: CommentItem }) {
  const { comments } = useCommentsHome()
  const [isOpen, setOpen] = useState(false)
  const react = (reaction: Reaction): void => {
    setOpen(false)
    const isMine = comment.reactions.some((one) => one.reaction === reaction && one.actorId === comments.me.id)
    comments.react(comment.id, reaction, !isMine).catch(sayFault)
  }
  return (
    <Popover
      label="React"
      align="end"
      className="p-1"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton size="sm" icon={SmilePlus} label="React" />}
    >
      <div className="flex gap-0.5">
        {REACTIONS.map((reaction) => (
          <IconButton
            key={reaction}
            icon={REACTION_LOOKS[reaction].icon}
            label={REACTION_LOOKS[reaction].label}
            onClick={() => react(reaction)}
          />
        ))}
      </div>
    </Popover>
  )
}
