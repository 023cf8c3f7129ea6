import { CaseSensitive, Replace, Search, WholeWord } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useMemo, useState } from 'react'
import { replaceWords } from '#shared/model/commands/replace-words.ts'
import {
  type Occurrence,
  occurrencesOf,
  WANTED_MAX_LENGTH,
  type WantedWords,
} from '#shared/model/selectors/find-words.ts'
import { useEditor, useSnapshot } from '#src/editor/hooks.ts'
import { isKeyOfText } from '#src/editor/text-keys.ts'
import { Button } from '#src/ui/Button.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Panel } from '#src/ui/Panel.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { contextOf, placeWords, replacedWords, refusedWords } from './replace-words.ts'
import { HITS_SHOWN_MAX } from './search-journey.ts'

interface ReplacePanelProps {
  readonly onClose: () => void
  /** Shows the element: selects it and brings it into sight. */
  readonly onJump: (elementId: string) => void
}

/** Finds words letter by letter and replaces them, one by one or all at once; locked cards are left alone. */
export function ReplacePanel({ onClose, onJump }: ReplacePanelProps) {
  const editor = useEditor()
  const snapshot = useSnapshot()
  const [text, setText] = useState('')
  const [replacement, setReplacement] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const [wholeWords, setWholeWords] = useState(false)
  const [told, setTold] = useState('')
  const asked = useDeferredValue(text)
  const wanted = useMemo((): WantedWords => ({ text: asked, matchCase, wholeWords }), [asked, matchCase, wholeWords])
  const hits = useMemo(() => Array.from(occurrencesOf(snapshot, wanted)), [snapshot, wanted])
  const open = hits.filter(({ isLocked }) => !isLocked)

  const replace = (only?: Occurrence): void => {
    const result = editor.run(replaceWords, { wanted, replacement, ...(only ? { only } : {}) })
    setTold(result.ok ? replacedWords(result.value) : refusedWords(result.reason))
  }

  return (
    <Panel title="Find and replace" onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only keeps the keys of the fields from the canvas */}
      <div
        className="flex flex-col gap-3"
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Escape') onClose()
          if (isKeyOfText(event)) event.stopPropagation()
        }}
      >
        <div className="flex items-end gap-1">
          <TextField
            ref={focusOnMount}
            data-seeks="replace"
            className="min-w-0 flex-1"
            label="Find"
            icon={Search}
            maxLength={WANTED_MAX_LENGTH}
            value={text}
            dir="auto"
            onChange={(event) => {
              setText(event.target.value)
              setTold('')
            }}
          />
          <IconButton
            icon={CaseSensitive}
            label="Match case"
            pressed={matchCase}
            onClick={() => setMatchCase(!matchCase)}
          />
          <IconButton
            icon={WholeWord}
            label="Whole words"
            pressed={wholeWords}
            onClick={() => setWholeWords(!wholeWords)}
          />
        </div>
        <TextField
          label="Replace with"
          icon={Replace}
          maxLength={WANTED_MAX_LENGTH}
          value={replacement}
          dir="auto"
          onChange={(event) => setReplacement(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button size="sm" disabled={open.length === 0 || !editor.canEdit} onClick={() => replace(open[0])}>
            Replace next
          </Button>
          <Button size="sm" variant="primary" disabled={open.length === 0 || !editor.canEdit} onClick={() => replace()}>
            Replace all
          </Button>
        </div>
        <output className="block min-h-4 text-xs text-ink-muted">
          {told !== '' ? told : asked === '' ? '' : foundWords(hits.length, hits.length - open.length)}
        </output>
      </div>
      <ul aria-label="Found" className="-mx-2 mt-1">
        {hits.slice(0, HITS_SHOWN_MAX).map((hit) => (
          <HitRow
            key={`${hit.root} ${hit.id} ${hit.field} ${hit.index}`}
            hit={hit}
            where={placeWords(snapshot, hit)}
            onJump={() => onJump(hit.id)}
            onReplace={editor.canEdit && !hit.isLocked ? () => replace(hit) : undefined}
          />
        ))}
      </ul>
    </Panel>
  )
}

interface HitRowProps {
  readonly hit: Occurrence
  readonly where: string
  readonly onJump: () => void
  readonly onReplace: (() => void) | undefined
}

function HitRow({ hit, where, onJump, onReplace }: HitRowProps) {
  const { before, found, after } = contextOf(hit)
  return (
    <li className="group flex items-center gap-1 rounded-md pr-1 hover:bg-ink/4 focus-within:bg-ink/4">
      <button type="button" className="min-w-0 flex-1 rounded-md px-2 py-1.5 text-left" onClick={onJump}>
        <span className="line-clamp-2 text-sm break-words text-ink-muted" dir="auto">
          {before}
          <mark className="rounded-xs bg-warn-soft font-medium text-ink">{found}</mark>
          {after}
        </span>
        <span className="block truncate text-xs text-ink-faint">
          {where}
          {hit.isLocked && ' · locked'}
        </span>
      </button>
      {onReplace && <IconButton size="sm" icon={Replace} label="Replace this one" onClick={onReplace} />}
    </li>
  )
}

function foundWords(count: number, locked: number): string {
  if (count === 0) return 'Nothing found'
  const shown = count > HITS_SHOWN_MAX ? `, the first ${HITS_SHOWN_MAX} shown` : ''
  return `${count.toLocaleString('en')} found${locked > 0 ? `, ${locked} on locked cards` : ''}${shown}`
}
