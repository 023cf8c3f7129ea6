import { counted } from '#shared/lib/counted.ts'
import { FilePlus2 } from 'lucide-react'
import { useRef } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useAddDatasetFile } from '#src/api/mutations.ts'
import { Button } from '#src/ui/Button.tsx'
import { ACCEPTED_FILES } from './FilePicker.tsx'
import { Notice } from './Notice.tsx'
import { fileSize } from './quantities.ts'
import { useMayChange } from './use-may-change.ts'

interface DatasetFilesProps {
  readonly dataset: DatasetBody
  /** Asks what the columns of the file that waits for it stand for. */
  readonly onMatching: (isMatching: boolean) => void
}

/** The files that a dataset is made of; the next one is read like the first. */
export function DatasetFiles({ dataset, onMatching }: DatasetFilesProps) {
  const input = useRef<HTMLInputElement>(null)
  const add = useAddDatasetFile()
  const mayChange = useMayChange(dataset.workspaceId)
  const { waiting } = dataset
  const matched = dataset.files.filter(({ columns }) => pairsOf(columns).length > 0)
  const total = dataset.files.reduce((sum, { bytes }) => sum + bytes, 0)

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="tabular min-w-0 text-sm text-ink-muted">
          {counted(dataset.files.length, 'file')} · {fileSize(total)}
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
              Add the next file
            </Button>
          </>
        )}
      </div>
      {matched.length > 0 && (
        <ul
          aria-label="Files with other names for their columns"
          className="flex flex-col gap-1 text-xs text-ink-faint"
        >
          {matched.map(({ id, name, columns }) => (
            <li key={id} className="text-pretty break-words">
              <span className="font-medium text-ink-muted">{name}</span>: {pairsOf(columns).join(', ')}
            </li>
          ))}
        </ul>
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

/** What is called otherwise, as `kunde is customer_id`. */
const pairsOf = (columns: DatasetBody['files'][number]['columns']): readonly string[] =>
  Object.entries(columns?.columns ?? {})
    .filter(([column, own]) => column !== own)
    .map(([column, own]) => `${own} is ${column}`)
