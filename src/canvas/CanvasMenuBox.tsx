import { use, useEffect, useRef, useState } from 'react'
import { contextEntries } from '#src/ui/action-entries.ts'
import { type ActionRegistry, ActionsContext } from '#src/ui/actions.ts'
import { ContextMenu } from '#src/ui/ContextMenu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { type CanvasCore, useCanvas } from './canvas-context.ts'
import { type FreeContext, freeContexts } from './free/free-contexts.ts'
import { hitAt } from './gestures/hit-test.ts'
import type { TitleRef } from './headers/drag-title.ts'
import { titleEntries } from './headers/title-menu.ts'
import { pagePoint } from './page-point.ts'

/** What a context menu can be about: the words that actions use in `contexts`. */
type MenuContext = 'card' | 'link' | 'cell' | 'ground' | 'several' | FreeContext

/** A point of the page. */
type Place = Pick<MouseEvent, 'clientX' | 'clientY'>

/** What somebody wants a menu of: what lies at a point of the ground, a title, or what is selected. Each new object is a new wish. */
export type MenuWish =
  | { readonly about: 'point'; readonly at: Place }
  | { readonly about: 'title'; readonly title: HTMLElement; readonly at: Place }
  | { readonly about: 'selection'; readonly at: Place }

interface CanvasMenuBoxProps {
  readonly wish: MenuWish | null
  /** The wish has been heard. */
  readonly onHeard: () => void
}

/** Opens the menu of the latest wish. */
export function CanvasMenuBox({ wish, onHeard }: CanvasMenuBoxProps) {
  const core = useCanvas()
  const registry = use(ActionsContext)
  const triggerRef = useRef<HTMLSpanElement>(null)
  const [entries, setEntries] = useState<readonly MenuEntry[]>([])

  useEffect(() => {
    if (wish === null) return undefined
    let isOver = false
    const open = (): void => {
      if (isOver) return
      onHeard()
      const wanted = wantedEntries(core, registry, wish)
      if (wanted.length === 0) return
      const { clientX, clientY } = wish.at
      setEntries(wanted)
      triggerRef.current?.dispatchEvent(
        new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }),
      )
    }
    if (registry) void registry.complete().then(open)
    else open()
    return () => {
      isOver = true
    }
  }, [core, registry, wish, onHeard])

  return (
    <ContextMenu entries={entries}>
      <span ref={triggerRef} aria-hidden className="menu-anchor" />
    </ContextMenu>
  )
}

function wantedEntries(core: CanvasCore, registry: ActionRegistry | null, wish: MenuWish): readonly MenuEntry[] {
  switch (wish.about) {
    case 'point':
      return entriesAt(core, registry, wish.at)
    case 'title':
      return entriesOfTitle(core, registry, wish.title)
    default:
      return entriesOfSelection(core, registry)
  }
}

const entriesFor = (registry: ActionRegistry | null, ...contexts: readonly MenuContext[]): readonly MenuEntry[] =>
  registry ? contextEntries(registry.actions.getState(), ...contexts) : []

/** Selects what is there, unless it is part of the selection already. */
function entriesAt(core: CanvasCore, registry: ActionRegistry | null, at: Place): readonly MenuEntry[] {
  const { editor, state } = core
  const hit = hitAt(core, pagePoint(core, { x: at.clientX, y: at.clientY }))
  const id = hit.kind === 'card' ? hit.found.card.id : hit.kind === 'link' ? hit.link.id : undefined
  if (id !== undefined) {
    if (!editor.selection.getState().ids.has(id)) editor.select([id])
    return entriesOfSelection(core, registry)
  }
  editor.select([])
  if (hit.kind !== 'cell' || hit.cell.column.stepId === null) return entriesFor(registry, 'ground')
  state.setState({ cell: { stepId: hit.cell.column.stepId, laneId: hit.cell.row.laneId } })
  return entriesFor(registry, 'cell')
}

function entriesOfTitle(core: CanvasCore, registry: ActionRegistry | null, title: HTMLElement): readonly MenuEntry[] {
  const { elementId: id = '', testid: kind = '' } = title.dataset
  const { ids } = core.editor.selection.getState()
  if (ids.has(id) && ids.size > 1) return entriesOfSelection(core, registry)
  core.editor.select([id])
  return core.canEdit ? titleEntries(core, { kind, id } as TitleRef) : []
}

function entriesOfSelection(core: CanvasCore, registry: ActionRegistry | null): readonly MenuEntry[] {
  const { editor, scene, state, canEdit } = core
  const [id, ...more] = editor.selection.getState().ids
  const { snapshot, columns, rows, stages } = scene.get()
  if (id === undefined) return entriesFor(registry, state.getState().cell ? 'cell' : 'ground')
  if (more.length > 0) return entriesFor(registry, 'several', ...freeContexts(core))
  if (snapshot.links.has(id as never)) return entriesFor(registry, 'link')
  const kind = columns.some((one) => one.stepId === id)
    ? 'step'
    : rows.some((one) => one.laneId === id)
      ? 'lane'
      : stages.some((one) => one.stageId === id)
        ? 'stage'
        : undefined
  if (kind === undefined) return entriesFor(registry, 'card', ...freeContexts(core))
  return canEdit ? titleEntries(core, { kind, id } as TitleRef) : []
}
