import { ChevronDown, ChevronUp, Search } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useEditor, useSnapshot } from '#src/editor/hooks.ts'
import { markFound } from '#src/editor/lens.ts'
import { isKeyOfText } from '#src/editor/text-keys.ts'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Panel } from '#src/ui/Panel.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import { HITS_SHOWN_MAX, searchJourney } from './search-journey.ts'

interface SearchPanelProps {
  readonly onClose: () => void
  /** Shows the element: selects it and brings it into sight. */
  readonly onJump: (elementId: string) => void
}

/** Finds any text of the journey and marks it. Enter goes to the next hit, Shift+Enter back; the arrow keys walk from the field through the hits. */
export function SearchPanel({ onClose, onJump }: SearchPanelProps) {
  const snapshot = useSnapshot()
  const { lens } = useEditor()
  const box = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const hits = useMemo(() => searchJourney(snapshot, asked), [snapshot, asked])
  const shown = hits.slice(0, HITS_SHOWN_MAX)
  // By its id: others may add and delete hits meanwhile.
  const [currentId, setCurrentId] = useState<string | null>(null)
  const current = hits.findIndex(({ id }) => id === currentId)
  useEffect(() => {
    markFound(
      lens,
      hits.map(({ id }) => id),
    )
  }, [lens, hits])
  useEffect(() => () => markFound(lens, []), [lens])
  const jump = (id: string): void => {
    setCurrentId(id)
    onJump(id)
  }
  const walk = (by: 1 | -1): void => {
    // Enter may come before the list has followed the last letters.
    const now = asked === query ? hits : searchJourney(snapshot, query)
    const at = now.findIndex(({ id }) => id === currentId)
    const next = at < 0 ? (by === 1 ? 0 : now.length - 1) : (at + by + now.length) % now.length
    const hit = now[next]
    if (hit) jump(hit.id)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    // The canvas has keys of its own; commands are the page's.
    if (!event.altKey && isKeyOfText(event)) event.stopPropagation()
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
          data-seeks="search"
          label="Search this journey"
          hideLabel
          type="search"
          icon={Search}
          placeholder="Search all texts"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            walk(event.shiftKey ? -1 : 1)
          }}
        />
        <div className="mt-2 flex min-h-6 items-center gap-1">
          <output className="tabular flex-1 text-xs text-ink-faint">
            {asked.trim() === '' ? '' : hits.length === 0 ? 'Nothing found' : foundWords(hits.length, current)}
          </output>
          {hits.length > 0 && (
            <>
              <IconButton
                size="sm"
                icon={ChevronUp}
                label="Previous hit"
                shortcut="Shift+Enter"
                onClick={() => walk(-1)}
              />
              <IconButton size="sm" icon={ChevronDown} label="Next hit" shortcut="Enter" onClick={() => walk(1)} />
            </>
          )}
        </div>
        <ul aria-label="Found" className="-mx-2 mt-1">
          {shown.map((hit) => (
            <li key={hit.id}>
              <button
                type="button"
                aria-current={hit.id === currentId}
                className="w-full rounded-md px-2 py-1.5 text-left hover:bg-ink/4 focus-visible:bg-accent-soft aria-[current=true]:bg-accent-soft"
                onClick={() => jump(hit.id)}
              >
                <span className="block truncate text-sm text-ink">{hit.title || 'Untitled'}</span>
                {hit.excerpt !== '' && <span className="block text-xs text-ink-muted">{hit.excerpt}</span>}
                <span className="block truncate text-xs text-ink-muted">{hit.where}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}

function foundWords(count: number, current: number): string {
  const found = current < 0 ? `${count} found` : `${current + 1} of ${count} found`
  return count > HITS_SHOWN_MAX ? `${found}, the first ${HITS_SHOWN_MAX} listed` : found
}
