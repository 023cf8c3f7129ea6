import { counted } from '#shared/lib/counted.ts'
import type { ReactNode } from 'react'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useCancelJob, useChooseSheet, useMapDataset } from '#src/api/mutations.ts'
import { useRemoveDatasetFile } from '#src/api/dataset-file-queries.ts'
import { useDataset, useJob } from '#src/api/queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { keptFailure, refusedRequest } from './import-failure.ts'
import { ImportReport } from './ImportReport.tsx'
import { MappingStep } from './MappingStep.tsx'
import { Notice } from './Notice.tsx'
import { fileSize } from './quantities.ts'
import { useMayChange } from './use-may-change.ts'
import { WorkProgress } from './WorkProgress.tsx'

interface ImportFlowProps {
  readonly datasetId: string
  /** Shown when the dataset is ready. */
  readonly children: (dataset: DatasetBody) => ReactNode
}

/** What stands between an uploaded file and a dataset that is ready: reading, choosing columns, importing. */
export function ImportFlow({ datasetId, children }: ImportFlowProps) {
  const query = useDataset(datasetId)
  const map = useMapDataset()
  const choose = useChooseSheet()
  const remove = useRemoveDatasetFile()
  const refusal = map.error ?? remove.error
  const dataset = query.data
  const mayChange = useMayChange(dataset?.workspaceId ?? '')

  if (dataset === undefined) {
    if (query.isError) {
      return (
        <Notice
          tone="danger"
          title="This dataset cannot be shown"
          action={
            <Button size="sm" onClick={() => void query.refetch()}>
              Try again
            </Button>
          }
        >
          {wordsOf(query.error)}
        </Notice>
      )
    }
    return <Spinner label="Loading the dataset" className="mx-auto py-16" />
  }

  if (dataset.state === 'ready') return children(dataset)
  if (dataset.state === 'profiling') return <RunningJob dataset={dataset} title="Reading the file" />
  if (dataset.state === 'importing') return <RunningJob dataset={dataset} title="Importing events" />
  // After a failed import the columns can be chosen anew; a file that could not even be read cannot.
  if (dataset.profile === null) {
    return (
      <Notice tone="danger" title="This file could not be read">
        {keptFailure(dataset)?.words ?? 'Please check the file and bring it in again.'}
      </Notice>
    )
  }
  if (!mayChange) {
    return (
      <Notice tone="info" title="Nothing of this file is imported yet">
        An editor of its workspace has to say which column is which.
      </Notice>
    )
  }
  return (
    <>
      <MappingStep
        key={`${datasetId} ${dataset.profile.sheet ?? ''}`}
        profile={dataset.profile}
        mapping={dataset.mapping}
        saved={dataset.savedMapping}
        sameFile={dataset.sameFile}
        onSheet={(sheet) => choose.mutate({ id: datasetId, sheet })}
        failure={refusal === null ? keptFailure(dataset) : refusedRequest(refusal)}
        busy={map.isPending}
        onImport={(mapping) => map.mutate({ id: datasetId, mapping })}
        onCancel={dataset.goesOnWithoutFile ? () => remove.mutate({ id: datasetId, fileId: datasetId }) : undefined}
      />
      {dataset.result !== null && <ImportReport datasetId={datasetId} result={dataset.result} />}
    </>
  )
}

function RunningJob({ dataset, title: usual }: { readonly dataset: DatasetBody; readonly title: string }) {
  const { data: job } = useJob(dataset.job)
  const isRemoval = job?.kind === 'remove'
  const title = isRemoval ? 'Taking a file out' : usual
  const cancel = useCancelJob()
  const mayChange = useMayChange(dataset.workspaceId)
  const bytes = isRemoval ? undefined : dataset.profile?.fileBytes
  return (
    <WorkProgress
      title={`${title}: ${dataset.name}`}
      stopping={cancel.isPending}
      onStop={job === undefined || !mayChange ? undefined : () => cancel.mutate(job.id)}
      share={job === undefined || job.progress === 0 ? null : job.progress}
      detail={[
        job === undefined || job.rows === 0 ? null : counted(job.rows, 'row'),
        bytes === undefined ? null : fileSize(bytes),
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    />
  )
}
