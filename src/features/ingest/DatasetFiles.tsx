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

/** The files that a dataset is made of; the next one is read like the first. */
export function DatasetFiles({ dataset }: { readonly dataset: DatasetBody }) {
  const input = useRef<HTMLInputElement>(null)
  const add = useAddDatasetFile()
  const total = dataset.files.reduce((sum, { bytes }) => sum + bytes, 0)

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="tabular min-w-0 text-sm text-ink-muted">
          {counted(dataset.files.length, 'file')} · {fileSize(total)}
        </p>
        <input
          ref={input}
          type="file"
          hidden
          accept={ACCEPTED_FILES}
          aria-label="The next file"
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file !== undefined) add.mutate({ id: dataset.id, file })
            target.value = ''
          }}
        />
        <Button size="sm" icon={FilePlus2} busy={add.isPending} onClick={() => input.current?.click()}>
          Add the next file
        </Button>
      </div>
      {add.isError && (
        <Notice tone="danger" title="This file could not be added">
          {wordsOf(add.error)}
        </Notice>
      )}
      {add.data?.job === null && (
        <Notice tone="info" title="This file is in the dataset already">
          Nothing was added. A file is known again by its contents, whatever it is called.
        </Notice>
      )}
    </div>
  )
}
