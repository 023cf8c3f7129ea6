import { useVirtualizer } from '@tanstack/react-virtual'
import { Columns3, Plus, Rows3, StickyNote } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Result } from '#shared/lib/result.ts'
import type { Card } from '#shared/model/records/card.ts'
import { LANE_KINDS, LANE_TITLES, type LaneId } from '#shared/model/records/lane.ts'
import { LANE_ICONS } from '#src/canvas/cards/kind-icons.ts'
import { duplicateSelected } from '#src/editor/clipboard.ts'
import { useEditor, useSnapshot } from '#src/editor/hooks.ts'
import { sightOf } from '#src/editor/lens.ts'
import { refusalWords } from '#src/editor/refusal-words.ts'
import { Button } from '#src/ui/Button.tsx'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { cn } from '#src/ui/cn.ts'
import { EmptyState } from '#src/ui/EmptyState.tsx'
import { scaledPx } from '#src/ui/in-rem.ts'
import { Menu } from '#src/ui/Menu.tsx'
import { toast } from '#src/ui/toast.ts'
import { LinkTarget } from './LinkTarget.tsx'
import { type OutlineWish, wishOf } from './outline-keys.ts'
import { type OutlineRow, outlineRows, rowWords, titleOf } from './outline-rows.ts'
import {
  addAfterRow,
  addAtRow,
  addCardIn,
  addLaneOf,
  addNoteBeside,
  addStageAfter,
  deleteRow,
  moveBeside,
  moveRow,
  placeCard,
} from './outline-verbs.ts'
import { OutlineRowView } from './OutlineRowView.tsx'
import { ancestorsOf, unfoldedFor } from './unfolding.ts'
import { useOutlineClipboard } from './use-outline-clipboard.ts'
import { peopleWords, type RowPerson, useOutlinePeople } from './use-outline-people.ts'
import { PasteQuestion } from '#src/canvas/PasteQuestion.tsx'

const ROW_PX = { fine: 34, coarse: 46 } as const
const NONE: ReadonlySet<string> = new Set()
const NOBODY: readonly RowPerson[] = []

/** The journey as a tree: everything that the canvas shows can be read and changed here. */
export function Outline() {
  const editor = useEditor()
  const snapshot = useSnapshot()
  const lens = useStore(editor.lens)
  const people = useOutlinePeople()
  const { ids, anchor, editingId } = useStore(editor.selection)
  const [toggled, setToggled] = useState(NONE)
  const [showsEmpty, setShowsEmpty] = useState(false)
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const [linkFrom, setLinkFrom] = useState<Card | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  /** The keyboard follows the active row as soon as it is on the page. */
  const wantsFocus = useRef(false)

  const rows = useMemo(
    () => outlineRows(snapshot, { toggled, showsEmpty, sight: sightOf(lens, snapshot, editingId) }),
    [snapshot, toggled, showsEmpty, lens, editingId],
  )
  const found = rows.findIndex(({ key }) => key === activeKey)
  const active =
    found >= 0
      ? found
      : Math.max(
          0,
          rows.findIndex(({ elementId }) => elementId === anchor),
        )
  const [rowPx] = useState(() => scaledPx(matchMedia('(pointer: coarse)').matches ? ROW_PX.coarse : ROW_PX.fine))
  // oxlint-disable-next-line react-hooks-js/incompatible-library -- it renders by itself when the window of rows moves
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
    getItemKey: (index) => rows[index]?.key ?? index,
  })

  // With the commit that made the row active. An effect after painting can be that of the commit before, run only once the wish is
  // there: it would give the keyboard to the row that was active until then.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    // Whoever types by now has the keyboard already.
    if (editingId !== null) {
      wantsFocus.current = false
      return
    }
    const row = rows[active]
    const element = row && scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`)
    if (!element) {
      virtual.scrollToIndex(active)
      return
    }
    wantsFocus.current = false
    element.focus({ preventScroll: true })
  })

  // What was selected in another view is in sight here.
  const shownAnchor = useRef<string | null>(null)
  useEffect(() => {
    if (anchor === shownAnchor.current) return
    const index = rows.findIndex(({ elementId }) => elementId === anchor)
    if (index < 0 && anchor !== null) {
      const unfolded = unfoldedFor(snapshot, toggled, anchor)
      if (unfolded) {
        setToggled(unfolded)
        return
      }
    }
    shownAnchor.current = anchor
    if (index >= 0 && rows[active]?.elementId !== anchor) setActiveKey(rows[index]?.key ?? null)
    if (index >= 0) virtual.scrollToIndex(index)
  }, [anchor, rows, active, virtual, snapshot, toggled])

  const goTo = (index: number, isExtending = false): void => {
    const row = rows[index]
    if (!row) return
    setActiveKey(row.key)
    wantsFocus.current = true
    virtual.scrollToIndex(index)
    shownAnchor.current = row.elementId
    if (isExtending) {
      const [low, high] = [Math.min(active, index), Math.max(active, index)]
      editor.select(
        rows.slice(low, high + 1).flatMap(({ elementId }) => elementId ?? []),
        'add',
      )
    } else editor.select(row.elementId === null ? [] : [row.elementId])
  }
  const say = (result: Result<unknown, string> | null): void => {
    if (result && !result.ok) toast.error(refusalWords(result.reason))
  }
  /** Opens what a new row lies in, and makes it the active one. */
  const showNew = (id: string): void => {
    const above = outlineRows(editor.getSnapshot(), { toggled: NONE, showsEmpty: true, sight: null })
    const keys = new Set(ancestorsOf(above, id))
    setToggled((before) => new Set([...before].filter((key) => !keys.has(key))))
    setActiveKey(id)
  }
  /** Selects what was just added, and starts to name it. */
  const nameNew = (result: Result<string, string> | null): void => {
    say(result)
    if (!result?.ok) return
    showNew(result.value)
    editor.select([result.value])
    editor.startEditing(result.value)
  }
  /** Goes to the next row that stays when a row goes away. */
  const leave = (row: OutlineRow): void => {
    const isStaying = ({ level, elementId }: OutlineRow, index: number): boolean =>
      index > active && level <= row.level && elementId !== null && !ids.has(elementId)
    setActiveKey(rows.find(isStaying)?.key ?? row.parentKey)
    wantsFocus.current = true
  }
  const clipboard = useOutlineClipboard({
    row: rows[active],
    onCut: leave,
    onPasted: (id) => {
      showNew(id)
      wantsFocus.current = true
    },
  })
  const onWish = (row: OutlineRow, wish: OutlineWish): void => {
    switch (wish.kind) {
      case 'go':
        goTo(wish.index, wish.extends)
        return
      case 'toggle-open': {
        const next = new Set(toggled)
        if (!next.delete(row.key)) next.add(row.key)
        setToggled(next)
        return
      }
      case 'toggle-selected':
        if (row.elementId !== null) editor.select([row.elementId], 'toggle')
        return
      case 'edit':
        if (row.elementId !== null) editor.startEditing(row.elementId, titleOf(row)?.field ?? 'title')
        setActiveKey(row.key)
        return
      case 'add':
        nameNew(row.kind === 'stage' || row.kind === 'step' ? addFor(row) : addAtRow(editor, row))
        return
      case 'add-after':
        nameNew(addAfterRow(editor, row))
        return
      case 'duplicate':
        if (row.elementId !== null && !ids.has(row.elementId)) editor.select([row.elementId])
        say(duplicateSelected(editor))
        return
      case 'place':
        wantsFocus.current = true
        setActiveKey(row.key)
        if (row.card) say(placeCard(editor, row.card, wish))
        return
      case 'delete':
        leave(row)
        say(deleteRow(editor, row))
        return
      case 'place-beside':
        wantsFocus.current = true
        setActiveKey(row.key)
        if (row.card) say(moveBeside(editor, row.card))
        return
      case 'copy':
      case 'cut':
      case 'paste':
        setActiveKey(row.key)
        if (wish.kind === 'paste') clipboard.paste({ isPlain: false })
        else clipboard.copy(wish.kind, row)
        return
      case 'link':
        setLinkFrom(row.card ?? null)
        return
      default:
        wantsFocus.current = true
        setActiveKey(row.key)
        say(moveRow(editor, row, wish.way))
    }
  }
  const addFor = (row: OutlineRow): Result<string, string> | null => {
    if (row.kind === 'stage') return addAtRow(editor, row)
    const lane = rows.find(({ kind, stepId }) => kind === 'cell' && stepId === row.stepId)?.laneId
    const first = lane ?? [...editor.getSnapshot().lanes.keys()][0]
    return row.stepId && first ? addCardIn(editor, row.stepId, first) : null
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const element = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[role=row]') : null
    if (event.target !== element || !element) return
    const index = rows.findIndex(({ key }) => key === element.dataset['row'])
    const row = rows[index]
    const wish = wishOf(event, rows, index, editor)
    if (!row || !wish) return
    event.preventDefault()
    onWish(row, wish)
  }

  return (
    <section aria-label="Outline" className="flex h-full flex-col bg-surface">
      <header className="flex min-h-11 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        {editor.canEdit && (
          <>
            <Button size="sm" icon={Columns3} onClick={() => nameNew(addStageAfter(editor, rows[active]?.key))}>
              Add stage
            </Button>
            <Menu
              trigger={
                <Button size="sm" icon={Rows3}>
                  Add lane
                </Button>
              }
              entries={LANE_KINDS.map((kind) => ({
                label: LANE_TITLES[kind],
                icon: LANE_ICONS[kind],
                onSelect: () => nameNew(addLaneOf(editor, kind)),
              }))}
            />
            <Button size="sm" icon={StickyNote} onClick={() => nameNew(addNoteBeside(editor))}>
              Add note
            </Button>
          </>
        )}
        <Checkbox className="ml-auto items-center" label="Empty lanes" checked={showsEmpty} onChange={setShowsEmpty} />
      </header>
      {rows.length === 0 ? (
        <EmptyState
          icon={Columns3}
          title="Nothing here yet"
          action={
            editor.canEdit && (
              <Button variant="primary" icon={Plus} onClick={() => nameNew(addStageAfter(editor))}>
                Add the first stage
              </Button>
            )
          }
        >
          A journey is a row of stages, each with its steps. Cards stand where a step meets a lane.
        </EmptyState>
      ) : (
        <div ref={scroller} {...clipboard.listeners} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
          <div
            role="treegrid"
            tabIndex={-1}
            aria-label="Journey as an outline"
            aria-multiselectable
            aria-rowcount={rows.length}
            style={{ height: virtual.getTotalSize() }}
            className="relative outline-none"
          >
            {virtual.getVirtualItems().map(({ index, start, size }) => {
              const row = rows[index]
              if (!row) return null
              const isSelected = row.elementId !== null && ids.has(row.elementId)
              const here = (row.elementId === null ? undefined : people.get(row.elementId)) ?? NOBODY
              const isEditing = row.elementId !== null && editingId === row.elementId && editor.canEdit
              return (
                <div
                  key={row.key}
                  role="row"
                  data-row={row.key}
                  aria-level={row.level}
                  aria-posinset={row.position}
                  aria-setsize={row.size}
                  aria-rowindex={index + 1}
                  aria-selected={isSelected}
                  aria-label={[rowWords(row), row.hint, peopleWords(here)].filter((words) => words !== '').join(', ')}
                  {...(row.isOpen === null ? {} : { 'aria-expanded': row.isOpen })}
                  tabIndex={index === active ? 0 : -1}
                  style={{ height: size, transform: `translateY(${start}px)` }}
                  className={cn(
                    'group absolute inset-x-0 top-0 scroll-m-12 -outline-offset-2',
                    row.level === 1 && 'border-t border-line',
                    row.elementId !== null &&
                      lens.found.has(row.elementId) &&
                      'shadow-[inset_3px_0_0_var(--lane-emotion)]',
                    isSelected ? 'bg-accent-soft' : 'hover:bg-ink/4',
                  )}
                  onKeyDown={onKeyDown}
                  onClick={(event) => {
                    if (event.target instanceof Element && event.target.closest('button, textarea')) return
                    if (event.ctrlKey || event.metaKey) {
                      setActiveKey(row.key)
                      onWish(row, { kind: 'toggle-selected' })
                    } else goTo(index, event.shiftKey)
                  }}
                  onDoubleClick={(event) => {
                    if (event.target instanceof Element && event.target.closest('button, textarea')) return
                    onWish(row, { kind: 'edit' })
                  }}
                >
                  <OutlineRowView
                    row={row}
                    people={here}
                    isActive={index === active}
                    isSelected={isSelected}
                    isEditing={isEditing}
                    onWish={onWish}
                    onAddCard={(step, laneId) =>
                      nameNew(step.stepId ? addCardIn(editor, step.stepId, laneId as LaneId) : null)
                    }
                    onDone={(editedRow, reason) => {
                      editor.stopEditing()
                      setActiveKey(editedRow.key)
                      wantsFocus.current = reason !== 'blur'
                    }}
                  />
                </div>
              )
            })}
          </div>
        </div>
      )}
      {clipboard.question && <PasteQuestion question={clipboard.question} onClose={clipboard.close} />}
      {linkFrom && (
        <LinkTarget
          from={linkFrom}
          onClose={() => setLinkFrom(null)}
          onLinked={(linkId) => {
            setLinkFrom(null)
            setToggled((before) => new Set([...before, linkFrom.id]))
            // The dialog gives the keyboard back to the card; its new link is the next row.
            editor.select([linkId])
          }}
        />
      )}
    </section>
  )
}
