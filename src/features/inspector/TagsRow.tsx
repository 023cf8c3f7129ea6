import { X } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import type { Card } from '#shared/model/records/card.ts'
import { TAG_MAX_LENGTH } from '#shared/model/records/limits.ts'
import { cardNames } from '#shared/model/selectors/card-names.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { TextField } from '#src/ui/TextField.tsx'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface TagsRowProps {
  readonly cards: readonly Card[]
  readonly onChange: (tag: string, isOn: boolean) => void
}

/** Words by which the cards are found; those that the journey uses already are suggested. */
export function TagsRow({ cards, onChange }: TagsRowProps) {
  const { canEdit } = useEditor()
  const known = useSnapshotPart(cardNames).tags
  const listId = useId()
  const [text, setText] = useState('')
  const countOf = (tag: string): number => cards.filter((card) => card.tags?.includes(tag)).length
  const used = [...new Set(cards.flatMap((card) => card.tags ?? []))]
  if (!canEdit) return used.length > 0 && <ReadOnlyField label="Tags">{used.join(', ')}</ReadOnlyField>

  const add = (): void => {
    const tag = text.trim()
    setText('')
    // One that is written in another way is meant as the one that there is.
    const same = known.find((one) => one.toLowerCase() === tag.toLowerCase())
    if (tag !== '') onChange(same ?? tag, true)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const last = used.at(-1)
    if (event.key === 'Enter' || (event.key === ',' && text !== '')) {
      event.preventDefault()
      add()
    } else if (event.key === 'Backspace' && text === '' && last !== undefined) onChange(last, false)
  }
  return (
    <div>
      <TextField
        label="Tags"
        value={text}
        list={listId}
        maxLength={TAG_MAX_LENGTH}
        placeholder="Add a tag, then Enter"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      <datalist id={listId}>
        {known
          .filter((tag) => countOf(tag) < cards.length)
          .map((tag) => (
            <option key={tag}>{tag}</option>
          ))}
      </datalist>
      {used.length > 0 && (
        <ul aria-label="Tags" className="mt-2 flex flex-wrap gap-1.5">
          {used.map((tag) => (
            <li
              key={tag}
              className="inline-flex h-7 max-w-full items-center gap-1 rounded-full bg-ink/6 pr-1 pl-2.5 text-xs"
            >
              <span className="truncate">{tag}</span>
              {countOf(tag) < cards.length && <span className="text-ink-faint">(some)</span>}
              <button
                type="button"
                aria-label={`Remove ${tag}`}
                className="inline-flex size-6 shrink-0 items-center justify-center rounded-full text-ink-muted hover:bg-ink/10 hover:text-ink"
                onClick={() => onChange(tag, false)}
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
