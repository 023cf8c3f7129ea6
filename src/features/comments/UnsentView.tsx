import { RotateCw, Trash2 } from 'lucide-react'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Button } from '#src/ui/Button.tsx'
import { useCommentsHome } from './comments-context.ts'
import { CommentText } from './CommentText.tsx'
import type { UnsentComment } from './outbox.ts'

/** A comment of one's own that the server has not taken: on its way, or not sent, and then why. */
export function UnsentView({ unsent }: { readonly unsent: UnsentComment }) {
  const { comments, isOnline } = useCommentsHome()
  const { id, text, mentions, fault } = unsent
  const { me } = comments
  return (
    <li className="flex gap-2.5 px-4 py-2.5">
      <Avatar name={me.name} color={me.color} size="sm" decorative />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 items-center gap-1.5">
          <span className="truncate text-sm font-medium text-ink">{me.name}</span>
          {fault === null && <span className="text-xs text-ink-faint">{isOnline ? 'sending…' : 'waiting'}</span>}
        </div>
        <div className={fault === null ? 'opacity-60' : undefined}>
          <CommentText text={text} mentions={mentions} meId={me.id} />
        </div>
        {fault !== null && (
          <div role="alert" className="mt-1.5 rounded-md bg-danger-soft p-2 text-xs text-danger">
            <p>
              <span className="font-semibold">Not sent.</span> {fault} Your words are kept here.
            </p>
            <div className="mt-1.5 flex gap-1">
              <Button size="sm" icon={RotateCw} onClick={() => void comments.sendUnsent()}>
                Try again
              </Button>
              <Button size="sm" variant="ghost" icon={Trash2} onClick={() => comments.discard(id)}>
                Discard
              </Button>
            </div>
          </div>
        )}
      </div>
    </li>
  )
}
