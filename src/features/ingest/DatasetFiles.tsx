import { counted } from '#shared/lib/counted.ts'
import { FilePlus2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useAddDatasetFile } from '#src/api/dataset-file-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { ACCEPTED_FILES } from './FilePicker.tsx'
import { FileRow } from './FileRow.tsx'
import { Notice } from './Notice.tsx'
import { fileSize } from './quantities.ts'
import { useMayChange } from './use-may-change.ts'

interface DatasetFilesProps {
  readonly dataset: DatasetBody
  /** Asks what the columns of the file that waits for it stand for. */
  readonly onMatching: (isMatching: boolean) => void
  /** Has the columns of the dataset chosen anew. */
  readonly onColumns: () => void
  /** Has a file answered for otherwise. */
  readonly onAnswer: (fileId: string) => void
}

/** A plan may have brought a file a day. */
const SHOWN_FILES = 8

/** The files that a dataset is made of; the next one is read like the first. */
export function DatasetFiles({ dataset, onMatching, onColumns, onAnswer }: DatasetFilesProps) {
  const input = useRef<HTMLInputElement>(null)
  const add = useAddDatasetFile()
  const mayChange = useMayChange(dataset.workspaceId)
  const [showsAll, setShowsAll] = useState(false)
  const { files, waiting } = dataset
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const shown = showsAll ? files : files.slice(0, SHOWN_FILES)
  // A file that waits would be left out of what is read anew.
  const mayAnswer = mayChange && waiting === null

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="tabular min-w-0 text-sm text-ink-muted">
          {files.length === 0
            ? 'None yet. Bring one, and say which of its columns is which.'
            : `${counted(files.length, 'file')} · ${fileSize(total)}`}
        </p>
        {mayChange && (
          <>
            <input
              ref={input}
              type="file"
              hidden
              accept={ACCEPTED_FILES}
              aria-label="The next file"
              onChange={({ target }) => {
                const [file] = target.files ?? []
                if (file !== undefined) {
                  onMatching(true)
                  add.mutate({ id: dataset.id, file })
                }
                target.value = ''
              }}
            />
            <Button size="sm" icon={FilePlus2} busy={add.isPending} onClick={() => input.current?.click()}>
              {files.length === 0 ? 'Bring a file' : 'Add the next file'}
            </Button>
          </>
        )}
      </div>
      {files.length > 0 && (
        <ul aria-label="Files of this dataset" className="flex flex-col divide-y divide-line">
          {shown.map((file) => {
            const isOfDataset = file.id === dataset.id && file.columns === null
            return (
              <FileRow
                key={file.id}
                datasetId={dataset.id}
                file={file}
                isOfDataset={isOfDataset}
                onAnswer={mayAnswer ? () => (isOfDataset ? onColumns() : onAnswer(file.id)) : undefined}
              />
            )
          })}
        </ul>
      )}
      {shown.length < files.length && (
        <Button size="sm" className="self-start" onClick={() => setShowsAll(true)}>
          Show all {files.length} files
        </Button>
      )}
      {waiting !== null && (
        <Notice
          tone="warn"
          title={`“${waiting.name}” waits for its columns`}
          action={
            mayChange && (
              <Button size="sm" onClick={() => onMatching(true)}>
                Match them
              </Button>
            )
          }
        >
          {waiting.waitsFor === 'columns'
            ? 'It names them otherwise than the dataset, so nothing of it is imported yet.'
            : 'Its dates or numbers are written otherwise than in the dataset, so nothing of it is imported yet.'}
          {!mayChange && ' An editor of the workspace has to match them.'}
        </Notice>
      )}
      {add.isError && (
        <Notice tone="danger" title="This file could not be added">
          {wordsOf(add.error)}
        </Notice>
      )}
      {add.data?.job === null && waiting === null && (
        <Notice tone="info" title="This file is in the dataset already">
          Nothing was added. A file is known again by its contents, whatever it is called.
        </Notice>
      )}
    </div>
  )
}
