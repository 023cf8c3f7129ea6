import { useStore } from 'zustand'
import type { Persona } from '#shared/model/records/persona.ts'
import { NO_FILTER, type SavedViewId } from '#shared/model/records/saved-view.ts'
import { viewsInOrder } from '#shared/model/selectors/views-in-order.ts'
import { CHIP, CHOICE } from './chip.ts'
import { lookAs, lookAtAll, lookThrough } from './lens.ts'
import { NumbersSwitch } from './asked/NumbersSwitch.tsx'
import { useLens, useSnapshot, useView } from './view-context.ts'

interface LookBarProps {
  /** In order. */
  readonly personas: readonly Persona[]
  /** By more than a persona. */
  readonly isFiltered: boolean
  /** There are numbers, and they are shown, so there is a choice among them. */
  readonly hasNumbers: boolean
}

/** As whom one looks, through which saved view, and at the numbers of which time. */
export function LookBar({ personas, isFiltered, hasNumbers }: LookBarProps) {
  const { lens, asked } = useView()
  const snapshot = useSnapshot()
  const { filter, savedViewId } = useLens()
  const { words } = useStore(asked)
  const views = viewsInOrder(snapshot)
  const look = (id: string): void => {
    const saved = snapshot.views.get(id as SavedViewId)
    if (saved) lookThrough(lens, saved)
    else lookAtAll(lens)
  }
  return (
    <>
      {/* Names for screen readers are placed absolutely: without `relative` they stand beside the page and let it scroll sideways. */}
      <div className="relative flex items-center gap-2 overflow-x-auto px-3 pb-2 [scrollbar-width:none]">
        {personas.length > 1 && (
          <div role="group" aria-label="Look as" className="flex gap-1.5">
            <button
              type="button"
              className={CHIP}
              aria-pressed={filter.personaIds.length === 0}
              onClick={() => lookAs(lens, null)}
            >
              Everyone
            </button>
            {personas.map(({ id, name, color }) => (
              <button
                key={id}
                type="button"
                className={CHIP}
                aria-pressed={filter.personaIds.includes(id)}
                onClick={() => lookAs(lens, id)}
              >
                <span
                  aria-hidden
                  className="size-2.5 rounded-full forced-color-adjust-none"
                  style={{ background: `var(--persona-${String(color)})` }}
                />
                <span className="max-w-40 truncate" dir="auto">
                  {name || 'Unnamed persona'}
                </span>
              </button>
            ))}
          </div>
        )}
        {views.length > 0 && (
          <label className="flex shrink-0 items-center">
            <span className="sr-only">Saved view</span>
            <select value={savedViewId ?? ''} onChange={({ target }) => look(target.value)} className={CHOICE}>
              <option value="">All of the journey</option>
              {views.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name || 'Unnamed view'}
                </option>
              ))}
            </select>
          </label>
        )}
        {isFiltered && (
          <button
            type="button"
            className={CHIP}
            onClick={() => lens.setState({ filter: { ...NO_FILTER, personaIds: filter.personaIds } })}
          >
            Clear filter
          </button>
        )}
        {hasNumbers && <NumbersSwitch />}
      </div>
      <output className="tabular block px-4 pb-2 text-xs text-pretty text-ink-muted empty:hidden">
        {hasNumbers && words}
      </output>
    </>
  )
}
