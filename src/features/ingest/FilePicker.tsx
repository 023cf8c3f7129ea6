import { FileUp } from 'lucide-react'
import { useRef } from 'react'
import { buttonClass } from '#src/ui/Button.tsx'

interface FilePickerProps {
  readonly label: string
  readonly variant?: 'primary' | 'secondary'
  readonly onFile: (file: File) => void
}

/** Everything that people call a table; the server looks into the file itself and says when it cannot be read. */
export const ACCEPTED_FILES =
  '.csv,.tsv,.txt,.gz,.zip,.ndjson,.jsonl,.json,.xlsx,.xes,.parquet,text/csv,text/tab-separated-values'

/** The way without a mouse: a file input that looks like a button and takes focus like one. */
export function FilePicker({ label, variant = 'secondary', onFile }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <label
      className={buttonClass(
        variant,
        'md',
        'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
      )}
    >
      <FileUp aria-hidden className="size-4 shrink-0" />
      {label}
      <input
        ref={input}
        type="file"
        accept={ACCEPTED_FILES}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file !== undefined) onFile(file)
          // So that the same file can be chosen again after a correction.
          if (input.current) input.current.value = ''
        }}
      />
    </label>
  )
}
