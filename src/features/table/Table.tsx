import { useVirtualizer } from '@tanstack/react-virtual'
import { Table2 } from 'lucide-react'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  use,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useStore } from 'zustand'
import type { Card, CardId } from '#shared/model/records/card.ts'
import { useEditor, useSnapshot } from '#src/editor/hooks.ts'
import { sightOf } from '#src/editor/lens.ts'
import { refusalWords } from '#src/editor/refusal-words.ts'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { inRem, scaledPx } from '#src/ui/in-rem.ts'
import { toast } from '#src/ui/toast.ts'
import type { CellDone } from './CellEditor.tsx'
import { TABLE_COLUMNS } from './table-columns.ts'
import { MembersContext } from '#src/editor/owner-names.ts'
import { applyEdit } from './table-edits.ts'
import { type CellAt, walkTable } from './table-keys.ts'
import { tableRows, tableText } from './table-rows.ts'
import { sortBy, tableState } from './table-state.ts'
import { TableBar } from './TableBar.tsx'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'

const ROW_PX = { fine: 34, coarse: 46 } as const
const BOX_PX = 40

interface EditedCell {
  readonly cardId: CardId
  readonly column: number
  readonly start: string
}

/** One row a card: to sort, to compare, and to change many at once. */
export function Table() {
  const editor = useEditor()
  const snapshot = useDeferredValue(useSnapshot())
  const lens = useStore(editor.lens)
  const ids = useStore(editor.selection, (state) => state.ids)
  const { sort, hidden } = useStore(tableState)
  const columns = useMemo(() => TABLE_COLUMNS.filter(({ id }) => !hidden.has(id)), [hidden])
  const cards = useMemo(() => tableRows(snapshot, sort, sightOf(lens, snapshot)), [snapshot, sort, lens])
  const [active, setActive] = useState<{ readonly cardId: string | null; readonly column: number } | null>(null)
  const [edited, setEdited] = useState<EditedCell | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  /** The keyboard follows the active cell as soon as it is on the page. */
  const wantsFocus = useRef(false)

  const rowOf = useMemo(() => new Map<string, number>(cards.map(({ id }, index) => [id, index])), [cards])
  const selected = useMemo(() => cards.filter(({ id }) => ids.has(id)), [cards, ids])
  const anchor = active?.cardId ?? editor.selection.getState().anchor
  const at: CellAt = {
    row: active?.cardId === null ? -1 : ((anchor === null ? undefined : rowOf.get(anchor)) ?? 0),
    column: Math.min(active?.column ?? 1, columns.length),
  }
  const [rowPx] = useState(() => scaledPx(matchMedia('(pointer: coarse)').matches ? ROW_PX.coarse : ROW_PX.fine))
  // oxlint-disable-next-line react-hooks-js/incompatible-library -- it renders by itself when the window of rows moves
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 10,
    scrollPaddingStart: rowPx,
    getItemKey: (index) => cards[index]?.id ?? index,
  })

  // With the commit that moved there, as in the outline: an effect after painting may be that of the commit before.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${at.row}:${at.column}"]`)
    if (!cell) {
      virtual.scrollToIndex(Math.max(0, at.row))
      return
    }
    wantsFocus.current = false
    cell.focus({ preventScroll: true })
    cell.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
  })

  const shownAnchor = useRef<string | null>(null)
  useEffect(() => {
    const now = editor.selection.getState().anchor
    if (now === shownAnchor.current) return
    shownAnchor.current = now
    const row = now === null ? undefined : rowOf.get(now)
    if (row !== undefined) virtual.scrollToIndex(row)
  }, [ids, rowOf, editor, virtual])

  const goTo = (to: CellAt, how: 'replace' | 'extend' | 'toggle' | 'keep' = 'replace'): void => {
    const card = cards[to.row]
    setActive({ cardId: to.row < 0 ? null : (card?.id ?? null), column: to.column })
    wantsFocus.current = true
    if (!card) return
    shownAnchor.current = card.id
    if (how === 'extend') {
      const [low, high] = [Math.min(at.row, to.row), Math.max(at.row, to.row)]
      editor.select(
        cards.slice(Math.max(0, low), high + 1).map(({ id }) => id),
        'add',
      )
    } else if (how === 'toggle') editor.select([card.id], 'toggle')
    else if (how === 'replace') editor.select([card.id])
  }
  const startEditing = (card: Card, column: number, start?: string): void => {
    const spec = columns[column - 1]
    const edit = editor.canEdit ? spec?.edit(card, snapshot) : null
    if (!spec || !edit || (start !== undefined && edit.kind !== 'text')) return
    setActive({ cardId: card.id, column })
    setEdited({ cardId: card.id, column, start: start ?? spec.text(card, snapshot) })
  }
  const members = use(MembersContext)
  const change = (card: Card, column: number, value: string | readonly string[]): void => {
    const spec = columns[column - 1]
    const result = spec && applyEdit(editor, spec, card, value, members)
    if (result && !result.ok) toast.error(refusalWords(result.reason))
  }
  const endEditing = (next: CellDone): void => {
    setEdited(null)
    const { row, column } = at
    const steps = { stay: [0, 0], down: [1, 0], right: [0, 1], left: [0, -1] } as const
    const [down, right] = steps[next]
    const to = {
      row: Math.min(cards.length - 1, row + down),
      column: Math.max(1, Math.min(columns.length, column + right)),
    }
    goTo(to, selected.length > 1 ? 'keep' : 'replace')
  }
  const remove = (): void => {
    const result = editor.deleteSelection()
    if (!result.ok) toast.error(refusalWords(result.reason))
  }
  const clear = (card: Card, column: number): void => {
    const edit = columns[column - 1]?.edit(card, snapshot)
    if (edit?.kind === 'text' || (edit?.kind === 'choice' && edit.choices.some(({ value }) => value === '')))
      change(card, column, '')
    else if (edit?.kind === 'several') change(card, column, [])
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-cell]') : null
    if (!cell || event.target !== cell || event.altKey) return
    const isCommand = event.ctrlKey || event.metaKey
    const card = cards[at.row]
    const to = walkTable({ key: event.key, isCommand }, at, { rows: cards.length, columns: columns.length + 1 })
    if (to) {
      event.preventDefault()
      goTo(to, event.shiftKey && to.row !== at.row ? 'extend' : to.row === at.row || to.row < 0 ? 'keep' : 'replace')
      return
    }
    if (event.key === 'Enter' && at.row < 0) {
      const column = columns[at.column - 1]
      if (column) sortBy(column.id)
      else editor.select(selected.length === cards.length ? [] : cards.map(({ id }) => id))
    } else if (!card) return
    else if (event.key === ' ' && (at.column === 0 || event.shiftKey)) goTo(at, 'toggle')
    else if (event.key === 'Enter' || event.key === 'F2') startEditing(card, at.column)
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (!editor.canEdit) return
      if (at.column === 0) remove()
      else clear(card, at.column)
    } else if (event.key.length === 1 && !isCommand && at.column > 0) startEditing(card, at.column, event.key)
    else return
    event.preventDefault()
  }
  const copied = (): string => tableText(selected, columns, snapshot)
  const onCopy = (event: ClipboardEvent<HTMLElement>): void => {
    if (event.target instanceof HTMLTextAreaElement || selected.length === 0) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', copied())
  }

  // Beside the title, which stays, there is always something to be seen of the others.
  const widths = [
    inRem(BOX_PX),
    ...columns.map(({ widthPx }, at) => (at === 0 ? `min(${inRem(widthPx)}, 72vw)` : inRem(widthPx))),
  ]
  const width = `calc(${widths.join(' + ')})`
  const template = widths.join(' ')
  return (
    <section aria-label="Table" className="flex h-full flex-col bg-surface">
      <TableBar
        count={cards.length}
        selectedCount={selected.length}
        onDelete={remove}
        onCopy={() => {
          navigator.clipboard.writeText(copied()).then(
            () => toast('Copied. Paste it into a spreadsheet.'),
            () => toast.error('The browser does not let the page copy. Press Ctrl+C instead.'),
          )
        }}
      />
      {cards.length === 0 && (
        <EmptyState icon={Table2} title={snapshot.cards.size === 0 ? 'No cards yet' : 'No card passes the filter'}>
          {snapshot.cards.size === 0
            ? 'Cards that are added on the canvas or in the outline stand here as rows.'
            : 'Clear the filter, or dim the other cards instead of hiding them.'}
        </EmptyState>
      )}
      {cards.length > 0 && (
        <div ref={scroller} className="min-h-0 flex-1 overflow-auto overscroll-contain" onCopy={onCopy}>
          <div
            role="grid"
            aria-label="Cards"
            aria-multiselectable
            aria-readonly={!editor.canEdit}
            aria-rowcount={cards.length + 1}
            aria-colcount={columns.length + 1}
            tabIndex={-1}
            onKeyDown={onKeyDown}
            style={{ width, height: virtual.getTotalSize() + rowPx }}
            className="relative min-w-full outline-none"
          >
            <TableHead
              columns={columns}
              template={template}
              heightPx={rowPx}
              active={at}
              sort={sort}
              selection={selected.length === 0 ? false : selected.length === cards.length ? true : 'indeterminate'}
              onSelectAll={(isOn) => editor.select(isOn ? cards.map(({ id }) => id) : [])}
            />
            {virtual.getVirtualItems().map(({ index, start }) => {
              const card = cards[index]
              if (!card) return null
              return (
                <TableRow
                  key={card.id}
                  card={card}
                  index={index}
                  snapshot={snapshot}
                  columns={columns}
                  template={template}
                  top={start + rowPx}
                  heightPx={rowPx}
                  isSelected={ids.has(card.id)}
                  isFound={lens.found.has(card.id)}
                  isDimmed={sightOf(lens, snapshot)?.(card) === 'dimmed'}
                  activeColumn={index === at.row ? at.column : null}
                  edited={edited?.cardId === card.id ? edited : null}
                  onGo={(column, how) => {
                    // A click in one of several selected rows is about all of them.
                    const isOneOfMany = how === 'replace' && selected.length > 1 && ids.has(card.id)
                    goTo({ row: index, column }, isOneOfMany ? 'keep' : how)
                  }}
                  onEdit={(column) => startEditing(card, column)}
                  onChange={(column, value) => change(card, column, value)}
                  onDone={endEditing}
                />
              )
            })}
          </div>
        </div>
      )}
    </section>
  )
}
