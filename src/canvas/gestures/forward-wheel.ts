/** Lets the wheel pan and zoom over what lies above the canvas. Gives the way to stop. */
export function forwardWheel(layer: HTMLElement): () => void {
  const onWheel = (event: WheelEvent): void => {
    const pane = layer.closest('.journey-canvas')?.querySelector('.react-flow__renderer')
    if (!pane || (event.target as Element).closest('textarea')) return
    event.preventDefault()
    event.stopPropagation()
    pane.dispatchEvent(new WheelEvent('wheel', event))
  }
  layer.addEventListener('wheel', onWheel, { passive: false })
  return () => layer.removeEventListener('wheel', onWheel)
}
