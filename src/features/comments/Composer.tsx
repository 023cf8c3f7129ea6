import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Mention } from '#shared/contract/comments.ts'
import { COMMENT_MAX_LENGTH } from '#shared/contract/comments.ts'
import { Avatar } from '#src/ui/Avatar.tsx'
import { Button } from '#src/ui/Button.tsx'
import { cn } from '#src/ui/cn.ts'
import type { Draft } from './comments-view.ts'
import { mentionAt, type MentionPerson, mentionsIn, peopleFor } from './mention-text.ts'
import { useMentionPeople } from './use-mention-people.ts'

const OFFERED_MAX = 6

interface ComposerProps {
  /** What it is for, for screen readers; also shown while it is empty. */
  readonly label: string
  readonly sendLabel: string
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
  readonly onSend: (words: { readonly text: string; readonly mentions: readonly Mention[] }) => void
  readonly onCancel?: (() => void) | undefined
  /** Takes the focus when it comes. */
  readonly takesFocus?: boolean
  readonly isBusy?: boolean
  readonly fault?: string | null
}

/** Where a comment is written. Naming somebody after an `@` opens a list: arrows choose, Enter takes, Escape closes the list. */
export function Composer(props: ComposerProps) {
  const { label, sendLabel, draft, onDraft, onSend, onCancel, takesFocus = false, isBusy = false, fault = null } = props
  const people = useMentionPeople()
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  // Put behind a name before the next letter is typed.
  const wantedCaret = useRef<number | null>(null)
  useLayoutEffect(() => {
    const at = wantedCaret.current
    wantedCaret.current = null
    if (at !== null) field.current?.setSelectionRange(at, at)
  })
  const [caret, setCaret] = useState(draft.text.length)
  const [active, setActive] = useState(0)
  const [closedAt, setClosedAt] = useState<number | null>(null)

  const start = mentionAt(draft.text, caret)
  const offered = start && start.at !== closedAt ? peopleFor(people, start.letters).slice(0, OFFERED_MAX) : []
  const isOpen = offered.length > 0
  const chosenIndex = Math.min(active, offered.length - 1)
  const optionId = (index: number): string => `${listId}-${index}`

  const write = (text: string, at: number, chosen = draft.chosen): void => {
    setCaret(at)
    setActive(0)
    onDraft({ text, chosen })
  }
  const name = (person: MentionPerson): void => {
    if (!start) return
    const head = `${draft.text.slice(0, start.at)}@${person.name} `
    const tail = draft.text.slice(caret).replace(/^ /, '')
    write(head + tail, head.length, [...draft.chosen, { id: person.id, name: person.name }])
    wantedCaret.current = head.length
    field.current?.focus()
  }
  const send = (): void => {
    const text = draft.text.trim()
    if (text === '' || isBusy) return
    onSend({ text, mentions: mentionsIn(text, draft.chosen, people) })
  }

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (isOpen && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key) && !event.ctrlKey) {
      event.preventDefault()
      event.stopPropagation()
      const person = offered[chosenIndex]
      if (event.key === 'Escape') setClosedAt(start?.at ?? null)
      else if (event.key === 'Enter' || event.key === 'Tab') {
        if (person) name(person)
      } else setActive((chosenIndex + (event.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length)
      return
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault()
      event.stopPropagation()
      onCancel()
    } else if (!event.altKey && !event.ctrlKey && !event.metaKey && !/^F\d+$/.test(event.key)) {
      // The journey has keys of its own.
      event.stopPropagation()
    }
  }

  const isTooLong = draft.text.length > COMMENT_MAX_LENGTH
  return (
    <div className="relative">
      {isOpen && (
        <div
          id={listId}
          role="listbox"
          aria-label="People to mention"
          className="absolute inset-x-0 bottom-full z-10 mb-1 animate-pop overflow-hidden rounded-lg bg-surface-raised p-1 shadow-overlay"
        >
          {offered.map((person, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field hears the keys of its list
            <div
              key={person.id}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosenIndex}
              className={cn(
                'flex h-8 cursor-default items-center gap-2 rounded-md px-2 text-sm pointer-coarse:h-10',
                index === chosenIndex && 'bg-ink/6',
              )}
              onPointerEnter={() => setActive(index)}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => name(person)}
            >
              <Avatar name={person.name} color={person.color} size="xs" decorative />
              <span className="min-w-0 flex-1 truncate">{person.name}</span>
              {(person.isGuest || person.isHere) && (
                <span className="text-xs text-ink-faint">
                  {[person.isGuest && 'guest', person.isHere && 'here'].filter(Boolean).join(', ')}
                </span>
              )}
            </div>
          ))}
        </div>
      )}
      <div className="rounded-lg border border-line-strong bg-surface-raised focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
        <textarea
          ref={(element) => {
            const isNew = element !== null && field.current === null
            field.current = element
            if (isNew && takesFocus) element.focus({ preventScroll: true })
          }}
          aria-label={label}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen ? optionId(chosenIndex) : undefined}
          aria-invalid={isTooLong || undefined}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          placeholder={label}
          rows={2}
          dir="auto"
          value={draft.text}
          className="field-sizing-content block max-h-48 min-h-14 w-full resize-none bg-transparent px-3 pt-2 pb-1 text-sm text-ink outline-none placeholder:text-ink-faint"
          onChange={(event) => write(event.target.value, event.target.selectionStart)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        <div className="flex items-center gap-2 px-2 pb-2">
          <span className="min-w-0 flex-1 truncate pl-1 text-xs text-ink-faint">
            {isTooLong ? (
              <span className="text-danger">
                {(draft.text.length - COMMENT_MAX_LENGTH).toLocaleString('en')} letters too many
              </span>
            ) : (
              '@ to mention'
            )}
          </span>
          {onCancel && (
            <Button size="sm" variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button
            size="sm"
            variant="primary"
            busy={isBusy}
            disabled={draft.text.trim() === '' || isTooLong}
            title="Ctrl+Enter"
            onClick={send}
          >
            {sendLabel}
          </Button>
        </div>
      </div>
      {fault !== null && (
        <p role="alert" className="mt-1.5 text-xs text-danger">
          {fault}
        </p>
      )}
    </div>
  )
}
