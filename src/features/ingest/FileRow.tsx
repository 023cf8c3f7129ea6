import { Columns3Cog, FileSpreadsheet, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { Button } from '#src/ui/Button.tsx'
import { IconButton } from '#src/ui/IconButton.tsx'
import { fileSize } from './quantities.ts'
import { RemoveFileDialog } from './RemoveFileDialog.tsx'

interface FileRowProps {
  readonly datasetId: string
  readonly file: DatasetBody['files'][number]
  /** It is read by the answers of the dataset: to answer otherwise is to change its columns. */
  readonly isOfDataset: boolean
  /** Absent where nothing can be changed, or not now. */
  readonly onAnswer?: (() => void) | undefined
}

/** One file of a dataset: how it is read otherwise, and its end. */
export function FileRow({ datasetId, file, isOfDataset, onAnswer }: FileRowProps) {
  const [asksRemoval, setAsksRemoval] = useState(false)
  const words = isOfDataset ? 'Change the columns' : 'Answer otherwise'
  const pairs = pairsOf(file.columns)
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <FileSpreadsheet aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="truncate text-sm font-medium text-ink" title={file.name}>
          {file.name}
        </p>
        <p className="tabular text-xs text-pretty break-words text-ink-faint">
          {[fileSize(file.bytes), ...pairs].join(' · ')}
        </p>
      </div>
      {onAnswer !== undefined && (
        <div className="flex items-center gap-1 max-sm:ml-7">
          <Button
            size="sm"
            icon={Columns3Cog}
            aria-label={isOfDataset ? words : `${words} for ${file.name}`}
            onClick={onAnswer}
          >
            {words}
          </Button>
          <IconButton icon={Trash2} label={`Take ${file.name} out`} onClick={() => setAsksRemoval(true)} />
        </div>
      )}
      {asksRemoval && <RemoveFileDialog datasetId={datasetId} file={file} onClose={() => setAsksRemoval(false)} />}
    </li>
  )
}

/** What is called or written otherwise than in the dataset, as `kunde is customer_id`. */
function pairsOf(columns: DatasetBody['files'][number]['columns']): readonly string[] {
  if (columns === null) return []
  const named = Object.entries(columns.columns).filter(([column, own]) => column !== own)
  return [
    ...named.map(([column, own]) => `${own} is ${column}`),
    ...(columns.dateOrder === null ? [] : [ORDER_WORDS[columns.dateOrder]]),
    ...(columns.timezone === null ? [] : [`times of ${columns.timezone}`]),
  ]
}

const ORDER_WORDS = { DMY: 'day first', MDY: 'month first', YMD: 'year first' } as const
