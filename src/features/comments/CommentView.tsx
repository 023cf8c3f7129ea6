import { DATE_LOCALE } from '#shared/lib/time.ts'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { CommentItem } from '#shared/contract/comments.ts'
import { timeAgo } from '#shared/lib/time-ago.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { ConfirmDialog } from '#src/ui/ConfirmDialog.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { useCommentsHome } from './comments-context.ts'
import { CommentText } from './CommentText.tsx'
import type { Words } from './comments-store.ts'
import type { Draft } from './comments-view.ts'
import { Composer } from './Composer.tsx'
import { ReactButton, ReactionChips } from './Reactions.tsx'

interface CommentViewProps {
  readonly comment: CommentItem
  readonly isUnread: boolean
  readonly now: number
}

const exact = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium', timeStyle: 'short' })

/** One comment, with what can be done with it. */
export function CommentView({ comment, isUnread, now }: CommentViewProps) {
  const { comments, mayWrite, mayRemoveAny } = useCommentsHome()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const { author, text, mentions, createdAt, editedAt, removedAt } = comment
  if (removedAt !== null) return <RemovedComment comment={comment} />
  const isMine = author.id === comments.me.id
  const mayEdit = mayWrite && isMine
  const mayRemove = mayWrite && (isMine || mayRemoveAny)

  const act = async (action: () => Promise<void>): Promise<boolean> => {
    setBusy(true)
    setFault(null)
    try {
      await action()
      return true
    } catch (error) {
      setFault(wordsOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  const save = async (words: Words): Promise<void> => {
    if (await act(() => comments.edit(comment.id, words))) setDraft(null)
  }
  const entries: MenuEntry[] = [
    ...(mayEdit ? [{ label: 'Edit', onSelect: () => setDraft({ text, chosen: mentions }) }] : []),
    ...(mayRemove ? [{ label: 'Remove', danger: true, onSelect: () => setAsking(true) }] : []),
  ]

  return (
    <li className="group flex gap-2.5 px-4 py-2.5" data-comment={comment.id}>
      <Avatar name={author.name} color={author.color} size="sm" decorative />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 items-center gap-1.5">
          <span dir="auto" className="truncate text-sm font-medium text-ink">
            {author.name}
          </span>
          {author.kind !== 'person' && (
            <span className="shrink-0 text-2xs text-ink-faint">{author.kind === 'guest' ? 'guest' : 'script'}</span>
          )}
          <time
            dateTime={new Date(createdAt).toISOString()}
            title={exact.format(createdAt)}
            className="shrink-0 text-xs text-ink-faint"
          >
            {timeAgo(createdAt, now)}
          </time>
          {editedAt !== null && (
            <span title={exact.format(editedAt)} className="shrink-0 text-xs text-ink-faint">
              edited
            </span>
          )}
          {isUnread && (
            <span className="size-1.5 shrink-0 rounded-full bg-accent">
              <span className="sr-only">Unread</span>
            </span>
          )}
          <span className="flex-1" />
          {mayWrite && draft === null && (
            <span className="-my-1 flex shrink-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-aria-expanded:opacity-100 pointer-coarse:opacity-100">
              <ReactButton comment={comment} />
              {entries.length > 0 && (
                <Menu
                  align="end"
                  entries={entries}
                  trigger={<IconButton size="sm" icon={Ellipsis} label={`More on the comment of ${author.name}`} />}
                />
              )}
            </span>
          )}
        </div>
        {draft === null ? (
          <CommentText text={text} mentions={mentions} meId={comments.me.id} />
        ) : (
          <div className="mt-1">
            <Composer
              label="Edit comment"
              sendLabel="Save"
              draft={draft}
              onDraft={setDraft}
              onSend={(words) => void save(words)}
              onCancel={() => {
                setFault(null)
                setDraft(null)
              }}
              takesFocus
              isBusy={busy}
              fault={fault}
            />
          </div>
        )}
        <ReactionChips comment={comment} />
        {draft === null && fault !== null && (
          <p role="alert" className="mt-1 text-xs text-danger">
            {fault}
          </p>
        )}
      </div>
      {mayRemove && (
        <ConfirmDialog
          open={isAsking}
          onOpenChange={setAsking}
          title="Remove this comment?"
          confirmLabel="Remove"
          onConfirm={() => {
            setAsking(false)
            void act(() => comments.remove(comment.id))
          }}
        >
          Its words are gone for everyone. Others see that a comment stood here.
        </ConfirmDialog>
      )}
    </li>
  )
}

const RemovedComment = ({ comment }: { readonly comment: CommentItem }) => (
  <li className="flex items-center gap-2.5 px-4 py-2 text-xs text-ink-faint italic">
    <span aria-hidden className="size-6 shrink-0 rounded-full border border-dashed border-line-strong" />
    {comment.author.name}’s comment was removed
  </li>
)
