import { FileUp } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'

interface DropZoneProps {
  readonly onFile: (file: File) => void
  readonly disabled?: boolean
  readonly children: ReactNode
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/**
 * Lets a file be dropped anywhere on the page. Listens on the window: a file that misses a small target would otherwise replace
 * the whole app in the browser.
 */
export function DropZone({ onFile, disabled = false, children }: DropZoneProps) {
  const [over, setOver] = useState(false)

  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth += 1
      if (!disabled) setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth -= 1
      if (depth <= 0) setOver(false)
    }
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = disabled ? 'none' : 'copy'
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file !== undefined && !disabled) onFile(file)
    }
    addEventListener('dragenter', enter)
    addEventListener('dragleave', leave)
    addEventListener('dragover', hover)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('dragover', hover)
      removeEventListener('drop', drop)
    }
  }, [disabled, onFile])

  return (
    <>
      {children}
      {over && (
        <div className="pointer-events-none fixed inset-0 z-50 flex animate-fade items-center justify-center bg-canvas/85 p-6">
          <div className="flex h-full w-full flex-col items-center justify-center gap-3 rounded-2xl border-2 border-dashed border-accent bg-accent-soft/60 text-accent">
            <FileUp aria-hidden className="size-10" strokeWidth={1.5} />
            <p className="text-xl font-semibold">Drop the file to bring it in</p>
          </div>
        </div>
      )}
    </>
  )
}
