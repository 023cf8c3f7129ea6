import { useMemo, useState } from 'react'
import { addLink } from '#shared/model/commands/add-link.ts'
import { type Card, CARD_TITLES } from '#shared/model/records/card.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { refusalWords } from '#src/editor/refusal-words.ts'
import { Dialog } from '#src/ui/Dialog.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { TextField } from '#src/ui/TextField.tsx'

const SHOWN_MAX = 50

interface LinkTargetProps {
  readonly from: Card
  readonly onClose: () => void
  /** The new link. */
  readonly onLinked: (linkId: string) => void
}

/** Asks to which card a link shall lead: the way to link without seeing both cards. */
export function LinkTarget({ from, onClose, onLinked }: LinkTargetProps) {
  const editor = useEditor()
  const cards = useSnapshotPart((snapshot) => snapshot.cards)
  const [query, setQuery] = useState('')
  const [error, setError] = useState<string>()
  const found = useMemo(() => {
    const wanted = query.trim().toLocaleLowerCase()
    return [...cards.values()].filter(
      (card) => card.id !== from.id && card.title.toLocaleLowerCase().includes(wanted) && card.title !== '',
    )
  }, [cards, from.id, query])
  const link = (to: Card): void => {
    const added = editor.run(addLink, { fromCardId: from.id, toCardId: to.id })
    if (added.ok) onLinked(added.value.linkId)
    else setError(added.reason === 'already-linked' ? 'These two are linked already.' : refusalWords(added.reason))
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Link to a card"
      description={`From “${from.title || 'Untitled'}”`}
      size="sm"
    >
      <TextField
        ref={focusOnMount}
        label="Find the card"
        value={query}
        error={error}
        onChange={(event) => {
          setQuery(event.target.value)
          setError(undefined)
        }}
        onKeyDown={(event) => {
          const [first] = found
          if (event.key === 'Enter' && first) link(first)
        }}
      />
      <ul aria-label="Cards" className="-mx-2 mt-2 max-h-80 overflow-y-auto">
        {found.slice(0, SHOWN_MAX).map((card) => (
          <li key={card.id}>
            <button
              type="button"
              className="flex min-h-9 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-ink/6 pointer-coarse:min-h-11"
              onClick={() => link(card)}
            >
              <span className="min-w-0 flex-1 truncate" dir="auto">
                {card.title}
              </span>
              <span className="text-xs text-ink-faint">{CARD_TITLES[card.kind]}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="mt-2 text-sm text-ink-muted">No card with this title</p>}
    </Dialog>
  )
}
