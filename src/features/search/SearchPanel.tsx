import { Search } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useSnapshot } from '#src/editor/hooks.ts'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { Panel } from '#src/ui/Panel.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { HITS_SHOWN_MAX, searchJourney } from './search-journey.ts'

interface SearchPanelProps {
  readonly onClose: () => void
  /** Shows the element: selects it and brings it into sight. */
  readonly onJump: (elementId: string) => void
}

/** Finds any text of the journey. Enter goes to the first hit; the arrow keys walk from the field through the hits. */
export function SearchPanel({ onClose, onJump }: SearchPanelProps) {
  const snapshot = useSnapshot()
  const box = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const hits = useMemo(() => searchJourney(snapshot, asked), [snapshot, asked])
  const shown = hits.slice(0, HITS_SHOWN_MAX)

  const onKeyDown = (event: KeyboardEvent): void => {
    // The canvas has keys of its own.
    event.stopPropagation()
    if (event.key === 'Escape') onClose()
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, li > button') ?? [])]
    const at = stops.findIndex((stop) => stop === document.activeElement)
    stops[Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), stops.length - 1)]?.focus()
  }

  return (
    <Panel title="Search" onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only listens to the keys of the field and the hits in it */}
      <div ref={box} onKeyDown={onKeyDown}>
        <TextField
          ref={focusOnMount}
          label="Search this journey"
          hideLabel
          type="search"
          icon={Search}
          placeholder="Search all texts"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const [first] = shown
            if (event.key === 'Enter' && first) onJump(first.id)
          }}
        />
        <output className="mt-2 block text-xs text-ink-faint">
          {asked.trim() === '' ? '' : hits.length === 0 ? 'Nothing found' : foundWords(hits.length)}
        </output>
        <ul aria-label="Found" className="-mx-2 mt-1">
          {shown.map((hit) => (
            <li key={hit.id}>
              <button
                type="button"
                className="w-full rounded-md px-2 py-1.5 text-left hover:bg-ink/4 focus-visible:bg-accent-soft"
                onClick={() => onJump(hit.id)}
              >
                <span className="block truncate text-sm text-ink">{hit.title || 'Untitled'}</span>
                {hit.excerpt !== '' && <span className="block text-xs text-ink-muted">{hit.excerpt}</span>}
                <span className="block truncate text-xs text-ink-faint">{hit.where}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}

const foundWords = (count: number): string =>
  count > HITS_SHOWN_MAX ? `${count} found, the first ${HITS_SHOWN_MAX} shown` : `${count} found`
