import type { DatasetBody, DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useAnswerForFile, useReadFile } from '#src/api/dataset-file-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { type ImportFailure, refusedRequest } from '../import-failure.ts'
import { Notice } from '../Notice.tsx'
import { MatchStep } from './MatchStep.tsx'

interface AnswerStepProps {
  readonly dataset: DatasetBody & { readonly mapping: DatasetMapping }
  readonly fileId: string
  /** Why the last try failed. */
  readonly failure: ImportFailure | null
  readonly onEnd: () => void
}

/** Another answer for a file that was read: as it was answered for, to be changed. */
export function AnswerStep({ dataset, fileId, failure, onEnd }: AnswerStepProps) {
  const { data: file, error } = useReadFile(dataset.id, fileId)
  const answer = useAnswerForFile()
  if (error !== null)
    return (
      <Notice
        tone="danger"
        title="This file cannot be shown"
        action={
          <Button size="sm" onClick={onEnd}>
            Back
          </Button>
        }
      >
        {wordsOf(error)}
      </Notice>
    )
  if (file === undefined) return <Spinner label="Looking at the file" className="mx-auto py-16" />
  return (
    <MatchStep
      dataset={dataset}
      file={{ ...file, proposal: file.answers, reasons: {}, waitsFor: null }}
      failure={answer.isError ? refusedRequest(answer.error) : failure}
      busy={answer.isPending}
      onImport={(columns) => answer.mutate({ id: dataset.id, fileId, columns }, { onSuccess: onEnd })}
      onLater={onEnd}
    />
  )
}
