import { ProgressBar } from '#src/ui/ProgressBar.tsx'
import { useStore } from 'zustand'
import { useCanvas } from '../canvas-context.ts'

/** Pictures on their way: a pale look at each, and how far it is. */
export function UploadMarks() {
  const { uploads } = useCanvas()
  const items = useStore(uploads, (state) => state.items)
  return items.map(({ id, name, rect, previewUrl, progress }) => (
    <div
      key={id}
      role="status"
      data-testid="uploading"
      className="uploading"
      style={{ transform: `translate(${rect.x}px, ${rect.y}px)`, width: rect.width, height: rect.height }}
    >
      {previewUrl !== '' && <img src={previewUrl} alt="" draggable={false} />}
      <ProgressBar label={`Adding ${name}`} value={progress < 1 ? progress : null} className="uploading-bar" />
    </div>
  ))
}
