import { cellAt, cellRect } from '#shared/layout/find.ts'
import type { Point } from '#shared/layout/rect.ts'
import { hasOwnKeys, isTextField } from '#src/ui/dispatch-keys.ts'
import type { CanvasCore } from '../canvas-context.ts'
import type { CellRef } from '../canvas-state.ts'
import { pagePoint } from '../page-point.ts'
import { fetchLaterParts, laterParts, withLaterParts } from '../later.ts'

/** Whether a file may be a picture; what it really is the server finds in its bytes. */
const isImageFile = (file: File): boolean => file.type.startsWith('image/')

/** Pictures that are pasted, or dropped from the desktop. Gives the way to stop. */
export function followImageDrops(core: CanvasCore, root: HTMLElement): () => void {
  const { state } = core
  const canAdd = (): boolean => core.canEdit && core.ports().images !== null
  /** Without a place: in the middle of the view. */
  const add = (files: readonly File[], at?: Point | CellRef): void =>
    withLaterParts(({ addImages, middleOfView }) => void addImages(core, files, at ?? middleOfView(core)))

  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return
    // Without this the browser would leave the journey and show the file.
    event.preventDefault()
    event.dataTransfer.dropEffect = canAdd() ? 'copy' : 'none'
    if (!canAdd()) return
    const cell = cellAt(core.scene.get(), pagePoint(core, event))
    const parts = laterParts()
    if (!parts) void fetchLaterParts()
    const place = cell && parts?.imageCell(core.scene.get(), cell)
    const before = state.getState().dropTarget
    if (!cell || !place) {
      if (before) state.setState({ dropTarget: null })
      return
    }
    const isSame =
      before?.kind === 'cell' && before.cell.stepId === place.cell.stepId && before.cell.laneId === place.cell.laneId
    if (isSame) return
    const line = { ...place.rect, height: 3 }
    state.setState({
      dropTarget: {
        kind: 'cell',
        cell: place.cell,
        index: 0,
        score: undefined,
        area: cellRect(cell),
        line,
        isAllowed: true,
      },
    })
  }
  const onDragLeave = (event: DragEvent): void => {
    if (event.relatedTarget instanceof Node && root.contains(event.relatedTarget)) return
    state.setState({ dropTarget: null })
  }
  const onDrop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    state.setState({ dropTarget: null })
    if (canAdd()) add(files, pagePoint(core, event))
  }
  // Before the keyboard's own listener: a picture that also has a text (copied from a web page) is pasted as a picture.
  const onPaste = (event: ClipboardEvent): void => {
    if (event.defaultPrevented || isTextField(event.target) || hasOwnKeys(event.target) || !canAdd()) return
    const isHere = event.target === document.body || (event.target instanceof Node && root.contains(event.target))
    const files = [...(event.clipboardData?.files ?? [])].filter(isImageFile)
    if (!isHere || files.length === 0) return
    event.preventDefault()
    const hasSelection = core.editor.selection.getState().ids.size > 0
    const { cell } = state.getState()
    add(files, cell && !hasSelection ? cell : undefined)
  }
  root.addEventListener('dragover', onDragOver)
  root.addEventListener('dragleave', onDragLeave)
  root.addEventListener('drop', onDrop)
  document.addEventListener('paste', onPaste, true)
  return () => {
    root.removeEventListener('dragover', onDragOver)
    root.removeEventListener('dragleave', onDragLeave)
    root.removeEventListener('drop', onDrop)
    document.removeEventListener('paste', onPaste, true)
  }
}
