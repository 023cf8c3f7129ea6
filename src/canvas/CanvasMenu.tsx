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
import { selectionAnchor } from './selection-anchor.ts'

/** What a context menu can be about: the words that actions use in `contexts`. */
type MenuContext = 'card' | 'link' | 'cell' | 'ground' | 'several' | FreeContext

/** A right press that moved this far was a pan. */
const STILL_PX = 4
const TITLES = '[data-testid=stage], [data-testid=step], [data-testid=lane]'

/** What can be done with the thing under a right click that did not pan, under a long press, or at the selection by key. */
export function CanvasMenu() {
  const core = useCanvas()
  const registry = use(ActionsContext)
  const triggerRef = useRef<HTMLSpanElement>(null)
  const [entries, setEntries] = useState<readonly MenuEntry[]>([])

  useEffect(() => {
    const root = core.root()
    if (!root) return undefined
    const open = (
      wanted: readonly MenuEntry[],
      { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>,
    ): void => {
      if (wanted.length === 0) return
      setEntries(wanted)
      triggerRef.current?.dispatchEvent(
        new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }),
      )
    }
    let down: PointerEvent | undefined
    const onDown = (event: PointerEvent): void => {
      down = event.button === 2 ? event : undefined
    }
    const onUp = (event: PointerEvent): void => {
      if (event.button !== 2 || !down || !isOnPane(event.target)) return
      if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > STILL_PX) return
      open(entriesAt(core, registry, event), event)
    }
    const onContextMenu = (event: MouseEvent): void => {
      if (event.target === triggerRef.current || !(event.target instanceof Element)) return
      const title = event.target.closest<HTMLElement>(TITLES)
      if (!title && !isOnPane(event.target)) return
      event.preventDefault()
      if (title) open(entriesOfTitle(core, registry, title), event)
      // Of a mouse the release opens it, because a right drag pans.
      else if (event instanceof PointerEvent && event.pointerType !== 'mouse' && event.pointerType !== '')
        open(entriesAt(core, registry, event), event)
    }
    root.addEventListener('pointerdown', onDown)
    root.addEventListener('pointerup', onUp)
    root.addEventListener('contextmenu', onContextMenu)
    const stopRequests = core.state.subscribe(({ menuRequest }, before) => {
      if (menuRequest === before.menuRequest || menuRequest === null) return
      open(entriesOfSelection(core, registry), selectionAnchor(core))
    })
    return () => {
      root.removeEventListener('pointerdown', onDown)
      root.removeEventListener('pointerup', onUp)
      root.removeEventListener('contextmenu', onContextMenu)
      stopRequests()
    }
  }, [core, registry])

  return (
    <ContextMenu entries={entries}>
      <span ref={triggerRef} aria-hidden className="menu-anchor" />
    </ContextMenu>
  )
}

const isOnPane = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.canvas-pane') !== null

const entriesFor = (registry: ActionRegistry | null, ...contexts: readonly MenuContext[]): readonly MenuEntry[] =>
  registry ? contextEntries(registry.actions.getState(), ...contexts) : []

/** Selects what is there, unless it is part of the selection already. */
function entriesAt(core: CanvasCore, registry: ActionRegistry | null, event: MouseEvent): readonly MenuEntry[] {
  const { editor, state } = core
  const hit = hitAt(core, pagePoint(core, event))
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
