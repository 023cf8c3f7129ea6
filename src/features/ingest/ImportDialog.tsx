import { useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { Button } from '#src/ui/Button.tsx'
import { Dialog } from '#src/ui/Dialog.tsx'
import { FileUp } from 'lucide-react'
import { DatasetFacts } from './DatasetFacts.tsx'
import { DropZone } from './DropZone.tsx'
import { FilePicker } from './FilePicker.tsx'
import { ImportFlow } from './ImportFlow.tsx'
import { ImportReport } from './ImportReport.tsx'
import { UploadStatus } from './UploadStatus.tsx'
import { useUpload } from './use-upload.ts'

interface ImportDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title?: string | undefined
  /** The verb for what follows, e.g. “Create the journey”. */
  readonly doneLabel: string
  /** Called when the person goes on with the imported data; while its promise runs the button is busy. */
  readonly onDone: (dataset: Pick<DatasetBody, 'id' | 'name'>) => void | Promise<void>
}

/** The whole import in a dialog: choose a file, check the columns, see the result, go on. */
export function ImportDialog({ open, onOpenChange, title = 'Bring data in', doneLabel, onDone }: ImportDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description="A table with one event a row: whose it is, when, and what happened."
      size="xl"
    >
      {/* Mounted only while open, so that every opening starts afresh. */}
      {open && <DialogContent doneLabel={doneLabel} onDone={onDone} />}
    </Dialog>
  )
}

function DialogContent({ doneLabel, onDone }: Pick<ImportDialogProps, 'doneLabel' | 'onDone'>) {
  const [datasetId, setDatasetId] = useState<string | null>(null)
  const upload = useUpload(setDatasetId)

  if (datasetId !== null) {
    return (
      <ImportFlow datasetId={datasetId}>
        {(dataset) => (
          <div className="flex flex-col gap-5">
            <DatasetFacts dataset={dataset} />
            {dataset.result !== null && <ImportReport datasetId={datasetId} result={dataset.result} />}
            <DoneButton label={doneLabel} onDone={() => onDone(dataset)} />
          </div>
        )}
      </ImportFlow>
    )
  }
  return (
    <DropZone onFile={upload.start} disabled={upload.state.kind === 'sending'}>
      <UploadStatus upload={upload} />
      {upload.state.kind !== 'sending' && (
        <div className="mt-3 flex flex-col items-center gap-3 rounded-xl border-2 border-dashed border-line-strong/60 px-6 py-12 text-center">
          <FileUp aria-hidden className="size-8 text-ink-faint" strokeWidth={1.5} />
          <p className="text-base text-ink-muted pointer-coarse:hidden">Drop a file with events here, or</p>
          <FilePicker label="Choose a file" variant="primary" onFile={upload.start} />
        </div>
      )}
    </DropZone>
  )
}

function DoneButton({ label, onDone }: { readonly label: string; readonly onDone: () => void | Promise<void> }) {
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    try {
      await onDone()
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="sticky bottom-0 flex justify-end bg-surface-raised pt-3">
      <Button variant="primary" size="lg" busy={busy} onClick={() => void go()}>
        {label}
      </Button>
    </div>
  )
}
